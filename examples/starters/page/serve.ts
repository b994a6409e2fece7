/**
 * Builds the page each time it is loaded, and serves it on this machine.
 *
 * @module
 */

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
};

const port = Number(Deno.env.get("PORT") ?? 8000);
Deno.serve({
  hostname: "127.0.0.1",
  port,
  onListen: ({ port }) => {
    console.log(`http://127.0.0.1:${port}  the page; Ctrl-C ends`);
  },
}, async ({ url }) => {
  const { pathname } = new URL(url);
  if (pathname === "/") await build();
  const path = pathname === "/" ? "/index.html" : pathname;
  try {
    const body = await Deno.readFile(`dist${path}`);
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain";
    return new Response(body, { headers: { "content-type": type } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
});

async function build(): Promise<void> {
  const args = ["task", "--quiet", "build"];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args })
    .output();
  if (!success) console.error(new TextDecoder().decode(stderr));
}
