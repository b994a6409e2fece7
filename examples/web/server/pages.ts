import type { GroupMeSimulator } from "@rxgroupme/client/testing";
import type { Files } from "./bundle.ts";
import { face, png, seascape } from "./picture.ts";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
};

/**
 * What the page may load: its own scripts and styles, pictures and videos by
 * https, and data from here or from GroupMe. Nothing inline, nothing evaluated.
 */
export function contentSecurityPolicy(origin: string): string {
  const { host } = new URL(origin);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: https:",
    "media-src 'self' blob: https:",
    `connect-src 'self' ws://${host} https://*.groupme.com wss://push.groupme.com`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** Answers with the page, its files, and pictures of the simulated world. */
export function pagesOf(
  files: Files,
  index: string,
  origin: () => string,
  simulator: () => GroupMeSimulator,
): (request: Request) => Promise<Response | undefined> {
  const pictures = new Map<string, Promise<Blob>>();

  function respond(body: BodyInit, type: string): Response {
    return new Response(body, {
      headers: {
        "content-type": type,
        "content-security-policy": contentSecurityPolicy(origin()),
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      },
    });
  }

  function picture(name: string): Promise<Blob> {
    const [, width = "1", height = "1", hash = "", hue = "0"] =
      /^(\d+)x(\d+)\.\w+\.([a-z]*)(\d*)/.exec(name) ?? [];
    const number = Number(hue || parseInt(name.slice(-4), 16) || 0);
    const paint = hash === "face" ? face(number) : seascape(number % 360);
    // A quarter of the size: a browser shows it as large as its name says.
    const scale = hash === "face" ? 1 : 4;
    const [w, h] = [Number(width), Number(height)];
    return png(Math.ceil(w / scale), Math.ceil(h / scale), paint);
  }

  async function pictureAt(request: Request): Promise<Response | undefined> {
    const name = new URL(request.url).pathname.split("/").at(-1) ?? "";
    if (!/^\d+x\d+\.\w+\./.test(name)) return;
    if (!/\.(face|sea)\d+/.test(name)) {
      const response = await simulator().fetch(request);
      const bytes = await response.arrayBuffer();
      // Pictures of a made-up history are one pixel, or none in another size.
      const isMadeUp = response.status === 404 || bytes.byteLength < 100;
      if (!isMadeUp) {
        return new Response(bytes, response);
      }
    }
    let drawn = pictures.get(name);
    if (!drawn) pictures.set(name, drawn = picture(name));
    return new Response(await drawn, {
      headers: { "cache-control": "max-age=86400" },
    });
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== "GET") return;
    if (pathname === "/") return respond(index, TYPES.html!);
    if (pathname === "/demo.json") {
      const { token } = simulator();
      return respond(JSON.stringify({ token }), TYPES.json!);
    }
    const file = files.get(pathname);
    if (file) return respond(file, TYPES[pathname.split(".").at(-1)!] ?? "");
    return await pictureAt(request);
  };
}
