import { assertEquals } from "@std/assert";
import { world } from "./ask.ts";

Deno.test("fetch() answers each of GroupMe's hosts for its own paths alone", async () => {
  const { simulator, ask } = world();
  const { id } = simulator.me;
  const statusOf = async (url: string) => {
    const answer = await ask(url);
    await answer.text();
    return answer.status;
  };
  for (
    const url of [
      "https://api.groupme.com/v3/groups",
      `https://v2.groupme.com/users/${id}`,
      // As it is served, one origin has all paths.
      "http://127.0.0.1:8787/v3/groups",
      `http://127.0.0.1:8787/v2/users/${id}`,
    ]
  ) assertEquals(await statusOf(url), 200, url);
  for (
    const url of [
      "https://image.groupme.com/v3/groups",
      "https://i.groupme.com/v3/groups",
      "https://push.groupme.com/v3/groups",
      "https://v2.groupme.com/v3/groups",
      "https://web.groupme.com/v3/groups",
      `https://api.groupme.com/v2/users/${id}`,
      "https://api.groupme.com/pictures",
      "https://api.groupme.com/faye",
    ]
  ) assertEquals(await statusOf(url), 404, url);
});

Deno.test("fetch() dates its answers by the clock, unless a page reads them", async () => {
  const { ask, clock, simulator } = world();
  const dateOf = async () => (await ask("/v3/groups")).headers.get("date");
  assertEquals(await dateOf(), new Date(clock.now()).toUTCString());
  await clock.advance(3_600_000);
  assertEquals(await dateOf(), new Date(clock.now()).toUTCString());
  const date = "Thu, 01 Jan 2026 00:00:00 GMT";
  simulator.fault({ status: 429, headers: { date }, times: 1 });
  assertEquals(await dateOf(), date);
  const page = world({ browser: true });
  assertEquals((await page.ask("/v3/groups")).headers.get("date"), null);
});

for (const origin of [undefined, "http://127.0.0.1:8787"]) {
  Deno.test(`each QR code is a picture at ${origin ?? "GroupMe's host"}`, async () => {
    const { simulator, fetch, read, post } = world({ origin });
    const { id } = simulator.addGroup();
    const time = "2026-01-01T10:00:00Z";
    const created = await post(`/v3/conversations/${id}/events/create`, {
      name: "tides",
      start_at: time,
      end_at: time,
      timezone: "Etc/UTC",
    });
    const { response: { event } } = await created.json();
    const urls: string[] = [
      (await read(`/v3/groups/${id}`)).share_qr_code_url,
      (await read("/v3/users/me")).share_qr_code_url,
      event.share_qr_code,
    ];
    const start = `${origin ?? "https://image.groupme.com"}/qr/`;
    for (const url of urls) {
      assertEquals(url.startsWith(start), true, url);
      const picture = await fetch(new Request(url));
      assertEquals(picture.headers.get("content-type"), "image/png", url);
      await picture.arrayBuffer();
    }
  });
}
