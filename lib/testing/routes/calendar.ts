import {
  type Answer,
  failure,
  FORBIDDEN,
  GONE,
  NOT_FOUND,
  ok,
} from "../server/answer.ts";
import {
  answerEvent,
  type CalendarEvent,
  cancelEvent,
  changeEvent,
  makeEvent,
} from "../model/calendar_event.ts";
import {
  eventError,
  PLAIN_EVENT,
  readEvent,
  timeError,
} from "../model/event_fields.ts";
import type { ConversationContext } from "../model/conversation_context.ts";
import { qrCodeUrl } from "../server/hosts.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";
import { sentWire } from "../model/wire.ts";

const PATH = "/v3/conversations/:conversationId/events";

/** The maximum and the default number of events on a page. */
const MOST = 100;
const USUAL = 20;

/** Lists, creates, changes, cancels and answers calendar events. */
export const CALENDAR_ROUTES: readonly Route[] = [
  { method: "GET", path: `${PATH}/list`, handle: list },
  { method: "GET", path: `${PATH}/show`, handle: show },
  { method: "POST", path: `${PATH}/create`, handle: create },
  { method: "POST", path: `${PATH}/update`, handle: update },
  { method: "DELETE", path: `${PATH}/delete`, handle: remove },
  { method: "POST", path: `${PATH}/rsvp`, handle: rsvp },
  { method: "DELETE", path: `${PATH}/rsvp/delete`, handle: undecide },
];

/** Sorted by start; in spite of its name, `end_at` is a lower bound. */
function list(call: RoutedRequest): Answer {
  const { world, query } = call;
  const context = contextOf(call);
  if (!context) return GONE;
  const from = Date.parse(query.get("end_at") ?? "");
  if (Number.isNaN(from)) return failure(400, ["end_at is invalid"]);
  const limit = Number(query.get("limit") ?? USUAL);
  if (!(limit >= 1)) return failure(400, ["limit is invalid"]);
  const all = [...world.events.values()]
    .filter((it) => it.conversationId === context.conversation.id)
    .filter(({ isCancelled }) => !isCancelled)
    .filter(({ endAt }) => Date.parse(endAt) > from)
    .sort((a, b) => Date.parse(a.startAt) - Date.parse(b.startAt));
  const last = all.findIndex(({ id }) => id === query.get("last_event_id"));
  const page = all.slice(last + 1, last + 1 + Math.min(limit, MOST));
  return ok({ events: page.map((event) => shownWire(world, event, context)) });
}

function show(call: RoutedRequest): Answer {
  return withEvent(call, (event, context) => shown(call.world, event, context));
}

function create(call: RoutedRequest): Answer {
  const { world, user, fields } = call;
  const context = contextOf(call);
  if (!context) return GONE;
  const profile = { ...PLAIN_EVENT, ...readEvent(fields) };
  const error = eventError(profile);
  if (error) return failure(400, [error]);
  const made = makeEvent(world, context, user.id, profile);
  const event = createdWire(world, made.event, context);
  const { shareToken: share_token } = made.event;
  const message = sentWire(made.message);
  return ok({ event, share_token, message }, 201);
}

function update(call: RoutedRequest): Answer {
  const { world, user, fields } = call;
  return withEvent(call, (event, context) => {
    if (event.creatorId !== user.id) return FORBIDDEN;
    const changes = readEvent(fields);
    const error = timeError(fields) ?? eventError({ ...event, ...changes });
    if (error) return failure(400, [error]);
    changeEvent(world, context, event, user.id, changes);
    return shown(world, event, context);
  });
}

function remove(call: RoutedRequest): Answer {
  const { world, user } = call;
  return withEvent(call, (event, context) => {
    if (event.creatorId !== user.id) return FORBIDDEN;
    cancelEvent(world, context, event, user.id);
    return ok(null);
  });
}

function rsvp(call: RoutedRequest): Answer {
  const going = call.query.get("going") ?? "";
  if (!/^(?:true|false)$/.test(going)) {
    return failure(400, ["going is invalid"]);
  }
  return decide(call, going === "true");
}

function undecide(call: RoutedRequest): Answer {
  return decide(call, undefined);
}

function decide(call: RoutedRequest, going: boolean | undefined): Answer {
  const { world, user } = call;
  return withEvent(call, (event, context) => {
    answerEvent(world, context, event, user.id, going);
    return shown(world, event, context);
  });
}

function withEvent(
  call: RoutedRequest,
  act: (event: CalendarEvent, context: ConversationContext) => Answer,
): Answer {
  const context = contextOf(call);
  if (!context) return GONE;
  const event = call.world.events.get(call.query.get("event_id") ?? "");
  const isHere = event?.conversationId === context.conversation.id;
  return event && isHere && !event.isCancelled
    ? act(event, context)
    : NOT_FOUND;
}

function contextOf(
  { world, user, params }: RoutedRequest,
): ConversationContext | undefined {
  return world.contextFor(params.conversationId ?? "", user.id);
}

function shown(
  world: World,
  event: CalendarEvent,
  context: ConversationContext,
): Answer {
  return ok({ event: shownWire(world, event, context) });
}

/** An event as it is read. */
function shownWire(
  world: World,
  event: CalendarEvent,
  context: ConversationContext,
): object {
  const aesthetics = { font: "NONE", theme: "NONE", effect: "NONE" };
  return { ...createdWire(world, event, context), aesthetics, maybe_going: [] };
}

/** An event as it is answered to who made it, which lacks a little. */
function createdWire(
  { settings }: World,
  event: CalendarEvent,
  { topic }: ConversationContext,
): object {
  const { id, conversationId, shareToken, answers } = event;
  const who = (going: boolean) =>
    [...answers].filter(([, it]) => it.going === going).map(([id]) => id);
  const link = `join_event/${conversationId}/${id}/${shareToken}`;
  const qr = `events/${conversationId}/${id}/preview/token/${shareToken}`;
  return {
    name: event.name,
    description: event.description,
    image_url: event.imageUrl,
    location: event.location,
    start_at: event.startAt,
    end_at: event.endAt,
    is_all_day: event.isAllDay,
    timezone: event.timeZone,
    reminders: event.reminders,
    conversation_id: conversationId,
    event_id: id,
    creator_id: event.creatorId,
    going: who(true),
    not_going: who(false),
    created_at: iso(event.createdAt),
    updated_at: iso(event.updatedAt),
    scheduled_call: event.hasCall,
    call_started: false,
    maybe_going: null,
    waitlisted: [],
    going_count: who(true).length,
    rsvp_list: Object.fromEntries(
      [...answers].map(([id, { at }]) => [id, iso(at)]),
    ),
    share_url: `https://groupme.com/${link}`,
    deep_link_ios: `groupme://${link}`,
    deep_link_android: `groupme://groupme.com/${link}`,
    share_qr_code: qrCodeUrl(settings, qr),
    is_top_level: topic === undefined,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
