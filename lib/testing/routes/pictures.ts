import { type Answer, bare, empty, failure, plain } from "../server/answer.ts";
import { hashBytes, imageOfSeed, pixel, readImage } from "../model/images.ts";
import {
  NO_SUCH_PATH,
  type Route,
  type RoutedRequest,
} from "../server/router.ts";

/** Uploads pictures, and serves them without a token. */
export const PICTURE_ROUTES: readonly Route[] = [
  { method: "POST", path: "/pictures", handle: upload },
  { method: "GET", path: "/:picture", handle: read, isOpen: true },
  ...[
    "join_group/:groupId/:shareToken/preview",
    "contact/:userId/:shareToken/preview",
    "events/:conversationId/:eventId/preview/token/:shareToken",
  ].map((path) => (
    { method: "GET", path: `/qr/${path}`, handle: readQrCode, isOpen: true }
  )),
];

const name =
  /^(\d+)x(\d+)\.(\w+)\.([0-9a-f]{32})(?:\.(preview|large|avatar))?$/;

function upload({ world, query, bytes, headers }: RoutedRequest): Answer {
  const source = query.get("url");
  // Nothing is fetched: a generated picture stands for the one at the URL.
  if (source !== null) return payload(world.imageUrl(source));
  const type = headers.get("content-type") ?? "";
  // Only the app's own upload comes in parts; the documented one is bare bytes.
  if (type.startsWith("multipart/")) return plain(500, "Internal Server Error");
  if (bytes.length === 0) return failure(400, ["a picture is required"]);
  const { format, width, height } = readImage(bytes);
  const hash = hashBytes(bytes);
  world.images.set(hash, { bytes, type: `image/${format}` });
  const { imageOrigin } = world.settings;
  return payload(`${imageOrigin}/${width}x${height}.${format}.${hash}`);
}

/** No code that a phone could read: a pixel stands for it. */
function readQrCode(): Answer {
  const { bytes, type } = pixel();
  return { status: 200, body: bytes, type };
}

function payload(url: string): Answer {
  return bare(200, { payload: { url, picture_url: url } });
}

function read({ world, params }: RoutedRequest): Answer {
  const found = name.exec(params.picture ?? "");
  if (!found) return NO_SUCH_PATH;
  const hash = found[4] ?? "";
  const image = world.images.get(hash) ?? imageOfSeed(hash);
  if (!image) return empty(404);
  return { status: 200, body: image.bytes, type: image.type };
}
