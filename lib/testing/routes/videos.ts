import { type Answer, bare, empty, GONE, NOT_FOUND } from "../server/answer.ts";
import { urlAt } from "../server/hosts.ts";
import { pixel } from "../model/images.ts";
import { readFilePart } from "../model/media.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

/** Transcodes videos, and serves them to whoever knows the URL. */
export const VIDEO_ROUTES: readonly Route[] = [
  { method: "POST", path: "/video/transcode", handle: transcode },
  { method: "GET", path: "/video/status", handle: status },
  {
    method: "GET",
    path: "/v/:conversationId/:time/:name",
    handle: read,
    isOpen: true,
  },
];

function transcode({ world, user, headers, bytes }: RoutedRequest): Answer {
  const conversationId = headers.get("x-conversation-id") ?? "";
  if (!world.contextFor(conversationId, user.id)) return GONE;
  const part = readFilePart(bytes, headers.get("content-type") ?? "");
  if (!part) return bare(400, { status: "error" });
  const job = world.random.uuid();
  const time = new Date(world.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const name = `${world.random.text("0123456789abcdef", 8)}.1280x720r0`;
  const { settings } = world;
  world.uploads.set(job, {
    ...part,
    job,
    id: `/${conversationId}/${time}/${name}`,
    conversationId,
    readyAt: world.now() + settings.mediaDelay,
  });
  const status_url = urlAt(settings, "video.groupme.com", `/status?job=${job}`);
  return bare(200, { status_url });
}

/** 201 when it is ready, 202 until then, 415 for what is no video. */
function status({ world, query }: RoutedRequest): Answer {
  const found = world.uploads.get(query.get("job") ?? "");
  if (!found) return NOT_FOUND;
  if (!found.type.startsWith("video/")) {
    return bare(415, { status: "unsupported media type" });
  }
  if (world.now() < found.readyAt) return bare(202, { status: "working" });
  const at = (ending: string) =>
    urlAt(world.settings, "v.groupme.com", `${found.id}.${ending}`);
  return bare(201, {
    status: "complete",
    url: at("mp4"),
    thumbnail_url: at("jpg"),
  });
}

function read({ world, params }: RoutedRequest): Answer {
  const { conversationId, time, name = "" } = params;
  const path = `/${conversationId}/${time}/${name.replace(/\.\w+$/, "")}`;
  const found = [...world.uploads.values()].find(({ id }) => id === path);
  if (!found) return empty(404);
  if (name.endsWith(".mp4")) {
    return { status: 200, body: found.bytes, type: found.type };
  }
  const { bytes, type } = pixel();
  return { status: 200, body: bytes, type };
}
