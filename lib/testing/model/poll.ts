import { type ConversationContext, nameIn } from "./conversation_context.ts";
import { notice } from "./notices.ts";
import { post } from "./posting.ts";
import { authorIn } from "./inject.ts";
import type { WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

/** Time of the reminder before the end of a poll, in seconds. */
const REMINDER_SECONDS = 3_600;

/** The settings of a poll. */
export interface PollProfile {
  /** The question. */
  readonly subject: string;
  /** The titles of the options. */
  readonly titles: readonly string[];
  /** The end, in seconds since 1970. */
  readonly expiration: number;
  /** Whether a user can choose several options. */
  readonly isMultiple: boolean;
  /** Whether votes are hidden. */
  readonly isAnonymous: boolean;
}

/** A poll in a conversation. */
export interface Poll extends PollProfile {
  /** 16 digits. */
  readonly id: string;
  /** The id of its conversation. */
  readonly conversationId: string;
  /** The user id of the owner. */
  readonly ownerId: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** Seconds since 1970. */
  lastModified: number;
  /** Whether it is over. */
  isOver: boolean;
  /** The chosen option ids, by user id. */
  readonly votes: Map<string, readonly string[]>;
}

/** Creates a poll, which a message of its owner announces. */
export function makePoll(
  world: World,
  context: ConversationContext,
  ownerId: string,
  profile: PollProfile,
): { poll: Poll; message: WireMessage } {
  const { conversation } = context;
  const now = world.seconds();
  const poll: Poll = {
    ...profile,
    id: nextPollId(world),
    conversationId: conversation.id,
    ownerId,
    createdAt: now,
    lastModified: now,
    isOver: false,
    votes: new Map(),
  };
  world.polls.set(poll.id, poll);
  const url = `https://s.groupme.com/${world.secret(6)}`;
  const message = post(world, conversation, authorIn(world, context, ownerId), {
    text: `Created new poll '${poll.subject}': ${url}`,
    attachments: [{ type: "poll", poll_id: poll.id }],
    event: {
      type: "poll.created",
      data: {
        ...subjectOf(poll),
        user: { id: ownerId, nickname: nameIn(world, context, ownerId) },
      },
    },
  });
  const { expiration } = poll;
  if (expiration - REMINDER_SECONDS > now + REMINDER_SECONDS) {
    world.due.add(
      (expiration - REMINDER_SECONDS) * 1000,
      () => remind(world, context, poll),
    );
  }
  world.due.add(expiration * 1000, () => finish(world, context, poll));
  return { poll, message };
}

/** An id of 16 digits: a message's without its last two, where that is free. */
function nextPollId(world: World): string {
  let id = BigInt(world.nextId().slice(0, 16));
  while (world.polls.has(`${id}`)) id += 1n;
  return `${id}`;
}

/** Sets the vote of a user; an empty one withdraws it. */
export function vote(
  world: World,
  poll: Poll,
  userId: string,
  optionIds: readonly string[],
): void {
  poll.lastModified = world.seconds();
  if (optionIds.length === 0) poll.votes.delete(userId);
  else poll.votes.set(userId, optionIds);
}

/** Ends a poll, unless it is over, with a notice of the result. */
export function finish(
  world: World,
  { conversation }: ConversationContext,
  poll: Poll,
): void {
  if (poll.isOver) return;
  poll.isOver = true;
  poll.lastModified = world.seconds();
  const text = `Poll '${poll.subject}' has ended`;
  const options = optionsOf(poll);
  notice(world, conversation, text, "poll.finished", {
    ...subjectOf(poll),
    options,
  });
}

function remind(
  world: World,
  { conversation }: ConversationContext,
  poll: Poll,
): void {
  if (poll.isOver) return;
  const { id, subject, expiration } = poll;
  notice(
    world,
    conversation,
    `Poll '${subject}' is about to expire`,
    "poll.reminder",
    {
      ...subjectOf(poll),
      poll: { id, subject, expiration },
    },
  );
}

/** The options with their votes; without them in an anonymous poll. */
export function optionsOf(
  { titles, votes, isAnonymous }: Poll,
): Record<string, unknown>[] {
  return titles.map((title, index) => {
    const id = `${index + 1}`;
    const voter_ids = [...votes].filter(([, ids]) => ids.includes(id))
      .map(([userId]) => userId);
    if (isAnonymous || voter_ids.length === 0) return { id, title };
    return { id, title, votes: voter_ids.length, voter_ids };
  });
}

function subjectOf({ id, subject, conversationId }: Poll) {
  return { conversation: { id: conversationId }, poll: { id, subject } };
}
