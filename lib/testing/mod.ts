/**
 * GroupMe in a `fetch` function, for tests, demos and offline work, and a clock
 * that makes time pass at will.
 *
 * @example Ten seconds of a bot, which take none
 * ```ts
 * import { Client, reply } from "@rxgroupme/client";
 * import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
 * import { filter } from "rxjs";
 *
 * const scheduler = new VirtualClock();
 * const simulator = new GroupMeSimulator({ scheduler });
 * const { fetch, token } = simulator;
 * const group = simulator.addGroup({ members: 1, history: 3 });
 *
 * new Client({ token, fetch, scheduler }).groups.messages(group.id).tail()
 *   .pipe(filter(({ text }) => text === "!ping"), reply("pong"))
 *   .subscribe();
 *
 * await scheduler.advance(1_000);
 * simulator.inject(group, { text: "!ping" });
 * await scheduler.advance(9_000);
 * console.log(group.messageAt(group.size - 1)?.text); // pong
 * ```
 *
 * @example What another user does, with its notices and push frames
 * ```ts
 * import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
 *
 * const simulator = new GroupMeSimulator({ scheduler: new VirtualClock() });
 * const mari = simulator.addUser({ name: "Mari" });
 * const group = simulator.addGroup({ members: [mari] });
 *
 * const { id } = simulator.inject(group, { userId: mari.id, text: "Low tide" });
 * group.editBy(mari, id, "Low tide at six");
 * console.log(group.messageAt(1)?.text); // Mari edited to: “Low tide at six”
 * console.log(group.unread()); // 2
 * group.reactBy(simulator.me, id, "🔥");
 * group.addTopic({ name: "gear", history: 20 }).typing(mari);
 * ```
 *
 * @module
 */

export type {
  ChangeBase,
  MembershipChange,
  MessageChange,
  ReactionsChange,
  ReadChange,
  SimulatorChange,
  TypingChange,
} from "./model/change.ts";
export type {
  FaultEffect,
  FaultHandle,
  FaultOptions,
  RequestMatch,
} from "./server/faults.ts";
export type { GroupProfile } from "./model/group.ts";
export type { TopicProfile } from "./model/topic.ts";
export type {
  BotOptions,
  ChatOptions,
  EventOptions,
  FileOptions,
  GroupOptions,
  InjectOptions,
  PollOptions,
  TopicOptions,
  UserOptions,
} from "./model/handle_options.ts";
export type {
  HistorySize,
  Reference,
  SimulatedBot,
  SimulatedConversation,
  SimulatedEvent,
  SimulatedFile,
  SimulatedGroup,
  SimulatedPoll,
  SimulatedTopic,
  SimulatedUser,
} from "./model/handles.ts";
export type { HistoryOptions } from "./history/history_options.ts";
export type { GroupMeSimulatorOptions } from "./options.ts";
export type { PushSocket, PushSocketEnd } from "./push/push_socket.ts";
export type { HandshakeRefusal, SimulatedPush } from "./push/simulated_push.ts";
export type { RateLimitOptions } from "./server/rate_limit.ts";
export type { LoggedRequest } from "./server/request_log.ts";
export { GroupMeSimulator } from "./simulator.ts";
export {
  VirtualClock,
  type VirtualClockOptions,
} from "./clock/virtual_clock.ts";
export type {
  WireAttachment,
  WireEvent,
  WireMessage,
  WireReaction,
} from "./model/wire.ts";
