/**
 * Serves one history over loopback, in a process of its own, and prints where.
 * Its arguments are how many messages, and how many ms each answer is held back.
 *
 * It ends when its input does, and so with its parent.
 *
 * @module
 */

import { GROUP_ID, PreparedHistory } from "./history.ts";

const [size = 0, latency = 0] = Deno.args.map(Number);
const history = new PreparedHistory(size);

const headers = {
  "Content-Type": "application/json; charset=utf-8",
  // Compressing would cost more than all that is to be measured.
  "Cache-Control": "no-transform",
};

const group = JSON.stringify({
  response: { id: GROUP_ID, name: "Harbour", messages: { preview: {} } },
  meta: { code: 200 },
});

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (latency > 0) await new Promise((done) => setTimeout(done, latency));
  if (pathname === "/octokit/messages") return numbered(searchParams);
  const isList = pathname === `/v3/groups/${GROUP_ID}/messages`;
  return new Response(isList ? history.page(searchParams) : group, { headers });
}

/** The same messages in the way of GitHub: a bare list, and a link to the next. */
function numbered(query: URLSearchParams): Response {
  const page = Number(query.get("page") ?? 1);
  const perPage = Number(query.get("per_page") ?? 30);
  const next = `${origin}/octokit/messages?per_page=${perPage}&page=${
    page + 1
  }`;
  const isLast = page * perPage >= history.size;
  const response = new Response(history.numberedPage(page, perPage), {
    headers,
  });
  if (!isLast) response.headers.set("link", `<${next}>; rel="next"`);
  return response;
}

let origin = "";
const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => {
    origin = `http://127.0.0.1:${port}`;
    console.log(`${origin}/v3`);
  },
}, answer);

for await (const _ of Deno.stdin.readable);
await server.shutdown();
