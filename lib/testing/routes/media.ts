import {
  type Answer,
  bare,
  empty,
  failure,
  FORBIDDEN,
} from "../server/answer.ts";
import { asText } from "../server/body.ts";
import { urlAt } from "../server/hosts.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

const DAY_MS = 24 * 3_600_000;

/** Gives slots for pictures, takes them in by signature, and serves them. */
export const MEDIA_ROUTES: readonly Route[] = [
  { method: "POST", path: "/media/uploads", handle: slot },
  {
    method: "GET",
    path: "/media/uploads/:hash/:name",
    handle: redirect,
    isOpen: true,
  },
  {
    method: "PUT",
    path: "/cdn2/uploads/:hash/:name",
    handle: write,
    isOpen: true,
  },
  {
    method: "GET",
    path: "/cdn2/uploads/:hash/:name",
    handle: read,
    isOpen: true,
  },
];

function slot({ world, user, fields }: RoutedRequest): Answer {
  const extension = asText(fields.extension);
  const [width, height] = [Number(fields.width), Number(fields.height)];
  const isGood = extension && width > 0 && height > 0 &&
    Number(fields.fileSize) > 0 && asText(fields.senderId) === user.id;
  if (!isGood) return failure(400, ["the upload is invalid"]);
  const hash = world.random.text("0123456789abcdef", 16);
  const name = `original.${extension}`;
  const signature = world.secret(24);
  const readSignature = world.secret(24);
  world.media.set(hash, { signature, readSignature, name, bytes: undefined });
  const { settings } = world;
  const path = `/uploads/${hash}`;
  return bare(200, {
    uploadUrl: urlAt(
      settings,
      "cdn2.groupme.com",
      `${path}/${name}?sp=cw&sig=${signature}`,
    ),
    renderUrl: urlAt(
      settings,
      "m.groupme.com",
      `${path}/${width}x${height}.${name}`,
    ),
    thumbnailUrl: null,
    transcriptUrl: null,
  });
}

function write(
  { world, params, query, headers, bytes }: RoutedRequest,
): Answer {
  const found = world.media.get(params.hash ?? "");
  if (!found || query.get("sig") !== found.signature) return FORBIDDEN;
  if (headers.get("x-ms-blob-type") !== "BlockBlob") {
    return failure(400, ["x-ms-blob-type is required"]);
  }
  found.bytes = bytes;
  return empty(201);
}

/** To a URL that is signed for a day, whatever size the name asks for. */
function redirect({ world, params }: RoutedRequest): Answer {
  const { hash = "" } = params;
  const found = world.media.get(hash);
  if (!found?.bytes) return empty(404);
  const until = world.now() + DAY_MS;
  const query = `se=${until}&sp=r&sig=${found.readSignature}${until}`;
  const path = `/uploads/${hash}/${found.name}?${query}`;
  const location = urlAt(world.settings, "cdn2.groupme.com", path);
  return { ...empty(301), headers: { location } };
}

function read({ world, params, query }: RoutedRequest): Answer {
  const found = world.media.get(params.hash ?? "");
  const until = Number(query.get("se"));
  const isSigned = until > world.now() &&
    query.get("sig") === `${found?.readSignature}${until}`;
  if (!found?.bytes || !isSigned) return FORBIDDEN;
  const extension = found.name.split(".").at(-1) ?? "";
  const type = `image/${extension === "jpg" ? "jpeg" : extension}`;
  return { status: 200, body: found.bytes, type };
}
