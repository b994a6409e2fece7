import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Unauthorized } from "@rxgroupme/client";
import { lastValueFrom, take } from "rxjs";
import { envelope, recorded } from "../support/recorded.ts";

Deno.test("User.me fetches once, for all who wait and who come later", async () => {
  const { client: { user }, simulator, clock, sent } = recorded();
  const [one, two] = await clock.until(Promise.all([
    lastValueFrom(user.me),
    lastValueFrom(user.me),
  ]));
  const three = await lastValueFrom(user.me);
  assertEquals([one, two], [three, three]);
  assertEquals(one.id, simulator.me.id);
  assertEquals(await lastValueFrom(user.id), simulator.me.id);
  assertEquals(sent.length, 1);
});

Deno.test("User.me asks again after a failure", async () => {
  const { client: { user }, simulator, sent } = recorded();
  simulator.fault({ status: 401, times: 1 });
  await assertRejects(() => lastValueFrom(user.me), Unauthorized);
  assertEquals((await lastValueFrom(user.me)).id, simulator.me.id);
  assertEquals(sent.length, 2);
});

Deno.test("User.me goes on for who stays when another leaves", async () => {
  const { client: { user }, simulator, clock, sent } = recorded({
    simulator: { latency: 1_000 },
  });
  const leaver = user.me.subscribe();
  const stayer = lastValueFrom(user.me.pipe(take(1)));
  await clock.advance(500);
  leaver.unsubscribe();
  assertEquals((await clock.until(stayer)).id, simulator.me.id);
  // The request of who left ended with it.
  assertEquals(sent.length, 2);
  assertEquals(clock.pending, 0);
});

Deno.test("User.me goes on for who waits when a platform has ended the first", async () => {
  const { client: { user }, simulator, clock } = recorded();
  // Its answer never comes, and nobody says so.
  simulator.fault({ hang: true, times: 1 });
  user.me.subscribe({ error: () => {} });
  const other = lastValueFrom(user.me);
  assertEquals((await clock.until(other)).id, simulator.me.id);
});

Deno.test("User.getMe() fetches again, and renews what User.me has", async () => {
  const { client: { user }, sent } = recorded();
  await lastValueFrom(user.me);
  const renewed = await lastValueFrom(user.getMe());
  assertEquals(sent.length, 2);
  assertEquals(await lastValueFrom(user.me), renewed);
});

Deno.test("User.update() changes what is given, and what User.me has", async () => {
  const { client: { user }, sent } = recorded();
  const before = await lastValueFrom(user.me);
  const me = await lastValueFrom(
    user.update({ name: "Ines C", zipCode: "02840", email: undefined }),
  );
  assertEquals(me.name, "Ines C");
  assertEquals(sent[1]?.path, "/v3/users/update");
  assertEquals(sent[1]?.body, { name: "Ines C", zip_code: "02840" });
  const after = await lastValueFrom(user.me);
  // The answer is shorter than what was fetched.
  assertEquals(after, { ...before, ...me });
  assertEquals(sent.length, 2);
});

Deno.test("User.update() leaves User.me to be fetched whole", async () => {
  const { client: { user }, sent } = recorded();
  await lastValueFrom(user.update({ name: "Ines C" }));
  assertEquals((await lastValueFrom(user.me)).share_url !== undefined, true);
  assertEquals(sent.length, 2);
});

Deno.test("User.share() gives an address, User.unshare() makes it void", async () => {
  const share_url = "https://groupme.com/contact/41870263/aB3dE5fG";
  const { client: { user }, sent } = recorded({
    answer: () => envelope({ share_url }),
  });
  const shared = await lastValueFrom(user.share());
  assertEquals(shared.share_url, share_url);
  assertEquals(await lastValueFrom(user.unshare()), true);
  assertEquals(sent.map(({ path, body }) => [path, body]), [
    ["/v3/users/features/share", { status: "enable" }],
    ["/v3/users/features/share", { status: "disable" }],
  ]);
});

Deno.test("SmsMode.enable() turns SMS on for hours, or for good", async () => {
  const { client: { user }, sent } = recorded();
  const { smsMode } = user;
  assertEquals(await lastValueFrom(smsMode.enable(4)), true);
  assertEquals((await lastValueFrom(user.getMe())).sms, true);
  await lastValueFrom(smsMode.enable("always", { registrationId: "r" }));
  assertEquals([sent[0]?.body, sent[2]?.body], [
    { duration: 4 },
    { duration: "always", registration_id: "r" },
  ]);
});

Deno.test("SmsMode.disable() turns SMS off", async () => {
  const { client: { user } } = recorded();
  await lastValueFrom(user.smsMode.enable(48));
  assertEquals(await lastValueFrom(user.smsMode.disable()), true);
  assertEquals((await lastValueFrom(user.getMe())).sms, false);
});

Deno.test("SmsMode.enable() refuses a duration before any request", () => {
  const { client: { user: { smsMode } }, sent } = recorded();
  for (const wrong of [0, 49, 1.5, NaN]) {
    assertThrows(() => smsMode.enable(wrong), RangeError, "duration");
  }
  assertEquals(sent, []);
});
