import { nameIn, type Place } from "./place.ts";
import { notice } from "./notices.ts";
import { post } from "./posting.ts";
import { authorIn } from "./inject.ts";
import type { WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

/** How long before its end a poll is called to mind, in seconds. */
const REMINDER = 3_600;

/** What somebody asks. */
export interface PollProfile {
  /** What is asked. */
  readonly subject: string;
  /** What can be chosen. */
  readonly titles: readonly string[];
  /** When it ends, in seconds since 1970. */
  readonly expiration: number;
  /** Whether several can be chosen. */
  readonly isMultiple: boolean;
  /** Whether nobody sees who chose what. */
  readonly isAnonymous: boolean;
}

/** A poll in a conversation. */
export interface Poll extends PollProfile {
  /** 16 digits. */
  readonly id: string;
  /** Where it is. */
  readonly conversationId: string;
  /** Who asks. */
  readonly ownerId: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** Seconds since 1970. */
  lastModified: number;
  /** Whether it is over. */
  isOver: boolean;
  /** What users have chosen, by user id. */
  readonly votes: Map<string, readonly string[]>;
}

/** Asks a conversation; a message of the asker tells. */
export function makePoll(
  world: World,
  place: Place,
  ownerId: string,
  profile: PollProfile,
): { poll: Poll; message: WireMessage } {
  const { conversation } = place;
  const now = world.seconds();
  const poll: Poll = {
    ...profile,
    id: world.nextId().slice(0, 16),
    conversationId: conversation.id,
    ownerId,
    createdAt: now,
    lastModified: now,
    isOver: false,
    votes: new Map(),
  };
  world.polls.set(poll.id, poll);
  const url = `https://s.groupme.com/${world.secret(6)}`;
  const message = post(world, conversation, authorIn(world, place, ownerId), {
    text: `Created new poll '${poll.subject}': ${url}`,
    attachments: [{ type: "poll", poll_id: poll.id }],
    event: {
      type: "poll.created",
      data: {
        ...subjectOf(poll),
        user: { id: ownerId, nickname: nameIn(world, place, ownerId) },
      },
    },
  });
  const { expiration } = poll;
  if (expiration - REMINDER > now + REMINDER) {
    world.due.add(
      (expiration - REMINDER) * 1000,
      () => remind(world, place, poll),
    );
  }
  world.due.add(expiration * 1000, () => finish(world, place, poll));
  return { poll, message };
}

/** Puts in what a user has chosen; an empty choice takes it back. */
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

/** Ends a poll, unless it is over, and tells how it went. */
export function finish(
  world: World,
  { conversation }: Place,
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

function remind(world: World, { conversation }: Place, poll: Poll): void {
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

/** What was chosen how often; of an anonymous poll the titles alone. */
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
