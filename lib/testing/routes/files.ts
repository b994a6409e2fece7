import {
  type Answer,
  bare,
  failure,
  GONE,
  NOT_FOUND,
} from "../server/answer.ts";
import { asList, asText } from "../server/body.ts";
import { urlAt } from "../server/hosts.ts";
import type { Upload } from "../model/media.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

const PATH = "/file/:conversationId";
const MAX_BYTES = 50 * 1024 * 1024;

/** Uploads files into conversations, and serves them there alone. */
export const FILE_ROUTES: readonly Route[] = [
  { method: "POST", path: `${PATH}/files`, handle: upload },
  { method: "GET", path: `${PATH}/uploadStatus`, handle: status },
  { method: "POST", path: `${PATH}/fileData`, handle: data },
  { method: "GET", path: `${PATH}/files/:fileId`, handle: download },
  // As clients of 2021 ask.
  { method: "POST", path: `${PATH}/files/:fileId`, handle: download },
];

function upload(call: RoutedRequest): Answer {
  const { world, params, query, headers, bytes } = call;
  const { conversationId = "" } = params;
  if (!isMember(call)) return GONE;
  if (bytes.length > MAX_BYTES) return failure(413, ["file is too large"]);
  const job = world.random.uuid();
  const { settings } = world;
  world.uploads.set(job, {
    job,
    id: world.random.uuid(),
    conversationId,
    name: query.get("name") ?? "file",
    bytes,
    type: headers.get("content-type") ?? "application/octet-stream",
    readyAt: world.now() + settings.mediaDelay,
  });
  const path = `/${conversationId}/uploadStatus?job=${job}`;
  const status_url = urlAt(settings, "file.groupme.com", path);
  return bare(201, { status_url });
}

function status(call: RoutedRequest): Answer {
  const { world, query, params } = call;
  const found = world.uploads.get(query.get("job") ?? "");
  const isHere = found?.conversationId === params.conversationId;
  if (!found || !isHere || !isMember(call)) return NOT_FOUND;
  return world.now() < found.readyAt
    ? bare(202, { status: "started" })
    : bare(200, { status: "completed", file_id: found.id });
}

function data(call: RoutedRequest): Answer {
  if (!isMember(call)) return GONE;
  const rows = asList(call.fields.file_ids).map((id) => {
    const file_id = asText(id) ?? "";
    const found = find(call, file_id);
    if (!found) return { file_id, meta: 404 };
    const { name: file_name, bytes, type: mime_type } = found;
    const file_data = { file_name, file_size: bytes.length, mime_type };
    return { file_id, meta: 200, file_data };
  });
  return bare(200, rows);
}

function download(call: RoutedRequest): Answer {
  const found = isMember(call) && find(call, call.params.fileId ?? "");
  if (!found) return NOT_FOUND;
  return { status: 200, body: found.bytes, type: found.type };
}

function isMember({ world, user, params }: RoutedRequest): boolean {
  return world.contextFor(params.conversationId ?? "", user.id) !== undefined;
}

function find(
  { world, params }: RoutedRequest,
  fileId: string,
): Upload | undefined {
  return [...world.uploads.values()].find((it) =>
    it.id === fileId && it.conversationId === params.conversationId &&
    it.readyAt <= world.now()
  );
}
