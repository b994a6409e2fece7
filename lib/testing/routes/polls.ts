import {
  type Answer,
  bare,
  failure,
  FORBIDDEN,
  NOT_FOUND,
  ok,
  plain,
} from "../server/answer.ts";
import { asFields, asList, asText, type Fields } from "../server/body.ts";
import { isAdmin } from "../model/group.ts";
import type { ConversationContext } from "../model/conversation_context.ts";
import {
  finish,
  makePoll,
  optionsOf,
  type Poll,
  type PollProfile,
  vote,
} from "../model/poll.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import { sentWire } from "../model/wire.ts";

const PATH = "/v3/poll/:conversationId";
const ONE = `${PATH}/:pollId`;

/** The number of polls on a page. */
const PAGE_SIZE = 20;
/** The minimum duration of a poll, in seconds: an hour, less a slow request. */
const MIN_DURATION_SECONDS = 3_540;

/** Lists, creates, votes on and ends polls. */
export const POLL_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: list },
  { method: "POST", path: PATH, handle: create },
  { method: "GET", path: ONE, handle: get },
  { method: "POST", path: `${ONE}/end`, handle: end },
  { method: "POST", path: ONE, handle: voteForSeveral },
  // As the documents write it.
  { method: "POST", path: `${ONE}/`, handle: voteForSeveral },
  { method: "POST", path: `${ONE}/:optionId`, handle: voteForOne },
];

function list(call: RoutedRequest): Answer {
  const { world, query } = call;
  const context = contextOf(call);
  if (!context) return notForYou;
  const token = query.get("continuation_token");
  const polls = [...world.polls.values()].reverse()
    .filter(({ conversationId }) => conversationId === context.conversation.id)
    .filter(({ id }) => token === null || id < token)
    .slice(0, PAGE_SIZE);
  // There is one at the end too.
  const continuation_token = polls.at(-1)?.id ?? token ?? "0";
  const wires = polls.map((poll) => pollWire(poll, call.user.id));
  return ok({ polls: wires, continuation_token }, 200, 20000);
}

function create(call: RoutedRequest): Answer {
  const { world, user, fields } = call;
  const context = contextOf(call);
  if (!context) return notForYou;
  const profile = readPoll(fields);
  const { subject, titles, expiration } = profile;
  if (!subject) return failure(400, ["subject is required"], 40000);
  if (titles.length < 2 || titles.includes("")) {
    return failure(400, ["options are invalid"], 40000);
  }
  if (!(expiration >= world.seconds() + MIN_DURATION_SECONDS)) {
    return failure(400, ["expiration is too soon"], 40000);
  }
  const { poll, message } = makePoll(world, context, user.id, profile);
  const sent = { poll: pollWire(poll, user.id), message: sentWire(message) };
  return ok(sent, 201, 20100);
}

function get(call: RoutedRequest): Answer {
  return withPoll(call, (poll) => answer(call, poll));
}

/** The answer says "active" still. */
function end(call: RoutedRequest): Answer {
  return withPoll(call, (poll, context) => {
    const { world, user } = call;
    const isAllowed = poll.ownerId === user.id ||
      (context.group !== undefined && isAdmin(context.group, user.id));
    if (!isAllowed) return FORBIDDEN;
    const before = answer(call, poll);
    finish(world, context, poll);
    return before;
  });
}

function voteForOne(call: RoutedRequest): Answer {
  return withOpenPoll(call, (poll) => {
    const { optionId = "" } = call.params;
    if (poll.isMultiple) return plain(500, "Internal Server Error");
    return choose(call, poll, [optionId]);
  });
}

function voteForSeveral(call: RoutedRequest): Answer {
  return withOpenPoll(call, (poll) => {
    const { votes } = call.fields;
    if (!poll.isMultiple) return plain(500, "Internal Server Error");
    if (!Array.isArray(votes)) return votesRequired;
    return choose(call, poll, votes.map((id) => asText(id) ?? ""));
  });
}

function choose(
  call: RoutedRequest,
  poll: Poll,
  ids: readonly string[],
): Answer {
  const isKnown = ids.every((id) =>
    Number(id) >= 1 && id in [0, ...poll.titles]
  );
  if (!isKnown) return NOT_FOUND;
  vote(call.world, poll, call.user.id, ids);
  return answer(call, poll);
}

function withOpenPoll(
  call: RoutedRequest,
  act: (poll: Poll) => Answer,
): Answer {
  return withPoll(
    call,
    (poll) => poll.isOver ? failure(412, ["poll is over"], 41202) : act(poll),
  );
}

function withPoll(
  call: RoutedRequest,
  act: (poll: Poll, context: ConversationContext) => Answer,
): Answer {
  const context = contextOf(call);
  if (!context) return notForYou;
  const poll = call.world.polls.get(call.params.pollId ?? "");
  const isHere = poll?.conversationId === context.conversation.id;
  return poll && isHere ? act(poll, context) : NOT_FOUND;
}

function contextOf(
  { world, user, params }: RoutedRequest,
): ConversationContext | undefined {
  return world.contextFor(params.conversationId ?? "", user.id);
}

const notForYou: Answer = failure(401, ["unauthorized"], 40100);

const votesRequired: Answer = bare(400, {
  response: null,
  meta: { code: 40000, errors: [{ votes: "is required" }] },
});

function answer({ user }: RoutedRequest, poll: Poll): Answer {
  return ok({ poll: pollWire(poll, user.id) }, 200, 20000);
}

function readPoll(fields: Fields): PollProfile {
  const titles = asList(fields.options)
    .map((option) => asText(asFields(option).title)?.trim() ?? "");
  return {
    subject: asText(fields.subject)?.trim() ?? "",
    titles,
    expiration: Number(fields.expiration),
    isMultiple: fields.type === "multi",
    isAnonymous: fields.visibility === "anonymous",
  };
}

function pollWire(poll: Poll, userId: string): object {
  const { isMultiple, isAnonymous, votes } = poll;
  const mine = isAnonymous ? undefined : votes.get(userId);
  return {
    data: {
      id: poll.id,
      subject: poll.subject,
      owner_id: poll.ownerId,
      conversation_id: poll.conversationId,
      created_at: poll.createdAt,
      expiration: poll.expiration,
      status: poll.isOver ? "past" : "active",
      options: optionsOf(poll),
      last_modified: poll.lastModified,
      type: isMultiple ? "multi" : "single",
      visibility: isAnonymous ? "anonymous" : "public",
    },
    ...mine && !isMultiple && { user_vote: mine[0] },
    ...mine && { user_votes: mine },
  };
}
