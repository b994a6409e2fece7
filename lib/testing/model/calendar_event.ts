import { authorIn } from "./inject.ts";
import { type ConversationContext, nameIn } from "./conversation_context.ts";
import { type Author, post } from "./posting.ts";
import type { WireAttachment, WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

/** The location of an event. */
export interface EventLocation {
  /** Such as `Pier 4`. */
  readonly name: string;
  /** Street and house. */
  readonly address: string;
  /** Degrees. */
  readonly lat: number | null;
  /** Degrees. */
  readonly lng: number | null;
}

/** The settings of an event. */
export interface EventProfile {
  /** The name. */
  name: string;
  /** The description. */
  description: string;
  /** The picture, if there is one. */
  imageUrl: string | null;
  /** The location, if there is one. */
  location: EventLocation | null;
  /** ISO 8601, with the offset of the time zone. */
  startAt: string;
  /** ISO 8601, with the offset of the time zone. */
  endAt: string;
  /** Such as `America/New_York`. */
  timeZone: string;
  /** Whether it lasts whole days. */
  isAllDay: boolean;
  /** The times of reminders before the start, in seconds. */
  reminders: readonly number[];
  /** Whether a call belongs to it. */
  hasCall: boolean;
}

/** A calendar event of a conversation. */
export interface CalendarEvent extends EventProfile {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** The id of its conversation. */
  readonly conversationId: string;
  /** The user id of the creator. */
  readonly creatorId: string;
  /** Part of the link to it. */
  readonly shareToken: string;
  /** In ms since 1970. */
  readonly createdAt: number;
  /** In ms since 1970. */
  updatedAt: number;
  /** Whether it was cancelled. */
  isCancelled: boolean;
  /** The answers by user id, with their times in ms since 1970. */
  readonly answers: Map<
    string,
    { readonly going: boolean; readonly at: number }
  >;
}

/** The sender of the calendar's notices. */
const CALENDAR: Author = {
  id: "calendar",
  name: "GroupMe Calendar",
  imageUrl: null,
  type: "service",
};

/** Creates an event, which a message of its creator announces. */
export function makeEvent(
  world: World,
  context: ConversationContext,
  creatorId: string,
  profile: EventProfile,
): { event: CalendarEvent; message: WireMessage } {
  const { conversation } = context;
  const now = world.now();
  const event: CalendarEvent = {
    ...profile,
    id: world.random.text("0123456789abcdef", 32),
    conversationId: conversation.id,
    creatorId,
    shareToken: world.secret(8),
    createdAt: now,
    updatedAt: now,
    isCancelled: false,
    answers: new Map([[creatorId, { going: true, at: now }]]),
  };
  world.events.set(event.id, event);
  const user = userIn(world, context, creatorId);
  const url = `https://s.groupme.com/${world.secret(6)}`;
  const original_url =
    `https://web.groupme.com/groups/${conversation.id}/events/${event.id}`;
  const message = post(
    world,
    conversation,
    authorIn(world, context, creatorId),
    {
      text: `${user.nickname} created event '${event.name}' ${url}`,
      attachments: [{ type: "event", event_id: event.id, view: "full" }],
      event: {
        type: "calendar.event.created",
        data: { ...subjectOf(event), original_url, url, user },
      },
    },
  );
  remind(world, context, event);
  return { event, message };
}

/** Changes an event, with a notice of the changed fields. */
export function changeEvent(
  world: World,
  context: ConversationContext,
  event: CalendarEvent,
  userId: string,
  profile: Partial<EventProfile>,
): void {
  const before = { ...event };
  Object.assign(event, profile, { updatedAt: world.now() });
  const isOther = (key: keyof EventProfile) =>
    JSON.stringify(event[key]) !== JSON.stringify(before[key]);
  const fields = FIELDS.filter(([, keys]) => keys.some(isOther))
    .map(([name]) => `calendar.event.field.${name}`);
  if (fields.length === 0) return;
  const user = userIn(world, context, userId);
  postCalendarNotice(
    world,
    context,
    `${user.nickname} updated event '${event.name}'`,
    "updated",
    {
      ...subjectOf(event),
      updated_fields: fields,
      user,
    },
  );
  if (isOther("startAt") || isOther("reminders")) remind(world, context, event);
}

const FIELDS: readonly (readonly [string, readonly (keyof EventProfile)[]])[] =
  [
    ["name", ["name"]],
    ["description", ["description"]],
    ["time", ["startAt", "endAt", "timeZone", "isAllDay"]],
    ["location", ["location"]],
    ["image", ["imageUrl"]],
    ["reminders", ["reminders"]],
  ];

/** Cancels an event, with a notice. */
export function cancelEvent(
  world: World,
  context: ConversationContext,
  event: CalendarEvent,
  userId: string,
): void {
  event.isCancelled = true;
  const user = userIn(world, context, userId);
  const text = `${user.nickname} canceled '${event.name}'`;
  const conversation = { id: event.conversationId };
  const data = { conversation, ...subjectOf(event), user };
  postCalendarNotice(world, context, text, "cancelled", data);
}

/** Sets the answer of a user; `undefined` is undecided. */
export function answerEvent(
  world: World,
  context: ConversationContext,
  event: CalendarEvent,
  userId: string,
  going: boolean | undefined,
): void {
  if (event.answers.get(userId)?.going === going) return;
  if (going === undefined) event.answers.delete(userId);
  else event.answers.set(userId, { going, at: world.now() });
  const user = userIn(world, context, userId);
  const [type, words] = going === undefined
    ? ["undecided", "is undecided about"]
    : going
    ? ["going", "is going to"]
    : ["not_going", "is not going to"];
  const text = `${user.nickname} ${words} ${event.name}`;
  postCalendarNotice(world, context, text, `user.${type}`, {
    ...subjectOf(event),
    user,
  });
}

function remind(
  world: World,
  context: ConversationContext,
  event: CalendarEvent,
): void {
  const { startAt, reminders } = event;
  for (const reminder of reminders) {
    const at = Date.parse(startAt) - reminder * 1000;
    if (at <= world.now()) continue;
    world.due.add(at, () => {
      const isStale = event.isCancelled || event.startAt !== startAt ||
        !event.reminders.includes(reminder);
      if (isStale) return;
      const minutes = `${reminder / 60}`;
      const when = reminder === 0 ? "now" : `in ${minutes} minutes`;
      const text = `'${event.name}' is starting ${when}`;
      const data = { call_started: false, event_name: event.name, minutes };
      const attached = { type: "event", event_id: event.id, view: "brief" };
      postCalendarNotice(world, context, text, "starting", data, [attached]);
    });
  }
}

function postCalendarNotice(
  world: World,
  { conversation }: ConversationContext,
  text: string,
  type: string,
  data: Record<string, unknown>,
  attachments: WireAttachment[] = [],
): void {
  if (!world.settings.notices) return;
  const event = { type: `calendar.event.${type}`, data };
  post(world, conversation, CALENDAR, { text, attachments, event });
}

function subjectOf({ id, name }: CalendarEvent) {
  return { event: { id, name } };
}

function userIn(world: World, context: ConversationContext, userId: string) {
  return { id: userId, nickname: nameIn(world, context, userId) };
}
