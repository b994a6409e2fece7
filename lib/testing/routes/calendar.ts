import {
  type Answer,
  failure,
  forbidden,
  gone,
  notFound,
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
  plainEvent,
  readEvent,
  timeError,
} from "../model/event_fields.ts";
import type { Place } from "../model/place.ts";
import type { Call, Route } from "../server/router.ts";

const path = "/v3/conversations/:conversationId/events";

/** How many events a page has at most, and unless told. */
const MOST = 100;
const USUAL = 20;

/** Plans events, and takes who comes. */
export const calendarRoutes: readonly Route[] = [
  { method: "GET", path: `${path}/list`, handle: list },
  { method: "GET", path: `${path}/show`, handle: show },
  { method: "POST", path: `${path}/create`, handle: create },
  { method: "POST", path: `${path}/update`, handle: update },
  { method: "DELETE", path: `${path}/delete`, handle: remove },
  { method: "POST", path: `${path}/rsvp`, handle: rsvp },
  { method: "DELETE", path: `${path}/rsvp/delete`, handle: undecide },
];

/** By their beginning; in spite of its name, `end_at` is where they begin. */
function list(call: Call): Answer {
  const { world, query } = call;
  const place = placeOf(call);
  if (!place) return gone;
  const from = Date.parse(query.get("end_at") ?? "");
  const limit = Number(query.get("limit") ?? USUAL);
  if (!(limit >= 1)) return failure(400, ["limit is invalid"]);
  const all = [...world.events.values()]
    .filter((it) => it.conversationId === place.conversation.id)
    .filter(({ isCancelled }) => !isCancelled)
    .filter(({ endAt }) => Number.isNaN(from) || Date.parse(endAt) > from)
    .sort((a, b) => Date.parse(a.startAt) - Date.parse(b.startAt));
  const last = all.findIndex(({ id }) => id === query.get("last_event_id"));
  const page = all.slice(last + 1, last + 1 + Math.min(limit, MOST));
  return ok({ events: page.map((event) => shownWire(event, place)) });
}

function show(call: Call): Answer {
  return withEvent(call, shown);
}

function create(call: Call): Answer {
  const { world, user, fields } = call;
  const place = placeOf(call);
  if (!place) return gone;
  const profile = { ...plainEvent, ...readEvent(fields) };
  const error = eventError(profile);
  if (error) return failure(400, [error]);
  const { event, message } = makeEvent(world, place, user.id, profile);
  const { shareToken: share_token } = event;
  return ok({ event: createdWire(event, place), share_token, message }, 201);
}

function update(call: Call): Answer {
  const { world, user, fields } = call;
  return withEvent(call, (event, place) => {
    if (event.creatorId !== user.id) return forbidden;
    const changes = readEvent(fields);
    const error = timeError(fields) ?? eventError({ ...event, ...changes });
    if (error) return failure(400, [error]);
    changeEvent(world, place, event, user.id, changes);
    return shown(event, place);
  });
}

function remove(call: Call): Answer {
  const { world, user } = call;
  return withEvent(call, (event, place) => {
    if (event.creatorId !== user.id) return forbidden;
    cancelEvent(world, place, event, user.id);
    return ok(null);
  });
}

function rsvp(call: Call): Answer {
  const going = call.query.get("going") ?? "";
  if (!/^(?:true|false)$/.test(going)) {
    return failure(400, ["going is invalid"]);
  }
  return decide(call, going === "true");
}

function undecide(call: Call): Answer {
  return decide(call, undefined);
}

function decide(call: Call, going: boolean | undefined): Answer {
  const { world, user } = call;
  return withEvent(call, (event, place) => {
    answerEvent(world, place, event, user.id, going);
    return shown(event, place);
  });
}

function withEvent(
  call: Call,
  act: (event: CalendarEvent, place: Place) => Answer,
): Answer {
  const place = placeOf(call);
  if (!place) return gone;
  const event = call.world.events.get(call.query.get("event_id") ?? "");
  const isHere = event?.conversationId === place.conversation.id;
  return event && isHere && !event.isCancelled ? act(event, place) : notFound;
}

function placeOf({ world, user, params }: Call): Place | undefined {
  return world.placeFor(params.conversationId ?? "", user.id);
}

function shown(event: CalendarEvent, place: Place): Answer {
  return ok({ event: shownWire(event, place) });
}

/** An event as it is read. */
function shownWire(event: CalendarEvent, place: Place): object {
  const aesthetics = { font: "NONE", theme: "NONE", effect: "NONE" };
  return { ...createdWire(event, place), aesthetics, maybe_going: [] };
}

/** An event as it is answered to who made it, which lacks a little. */
function createdWire(event: CalendarEvent, { topic }: Place): object {
  const { id, conversationId, shareToken, answers } = event;
  const who = (going: boolean) =>
    [...answers].filter(([, it]) => it.going === going).map(([id]) => id);
  const link = `join_event/${conversationId}/${id}/${shareToken}`;
  const qr = `qr/events/${conversationId}/${id}/preview/token/${shareToken}`;
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
    share_qr_code: `https://image.groupme.com/${qr}`,
    is_top_level: topic === undefined,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
