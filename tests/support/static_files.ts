import type { Respond } from "./loopback.ts";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  png: "image/png",
};

/** Answers with the files of a directory; at `/` with its `index.html`. */
export function filesOf(dir: string): Respond {
  return async ({ url }) => {
    const { pathname } = new URL(url);
    const path = pathname === "/" ? "/index.html" : pathname;
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain";
    try {
      const body = await Deno.readFile(dir + path);
      return new Response(body, { headers: { "content-type": type } });
    } catch {
      return new Response(null, { status: 404 });
    }
  };
}
