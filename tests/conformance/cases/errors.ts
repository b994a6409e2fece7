import {
  BadResponse,
  findOne,
  Forbidden,
  type GroupMeError,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NoMatchesError,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";
import type { PlainFault } from "../commands.ts";
import { assert, assertEquals, assertErrors } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

/** What a list fails with, without another try, while something is wrong. */
async function failWith<E extends GroupMeError>(
  { client, simulator }: Scene,
  fault: PlainFault,
  Kind: abstract new (...args: never[]) => E,
): Promise<E> {
  // Some runtimes repeat by themselves what a lost connection took along.
  await simulator.fault(fault);
  const error = await assertErrors(
    client({ retry: false }).groups.list(),
    Kind,
  );
  await simulator.clearFaults();
  assertEquals(error.request?.method, "GET");
  assert(error.request?.url.includes("/v3/groups"), "it names no address");
  return error;
}

/** All that an error says and holds, causes included. */
function allOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  const { message, stack, cause, ...rest } = error;
  return [message, stack, JSON.stringify(rest), allOf(cause)].join("\n");
}

/** What goes wrong, by the class of its error. */
export const errors: Cases = {
  async "a wrong token is Unauthorized"({ client }) {
    const groups = client({ token: "w".repeat(40) }).groups.list();
    const error = await assertErrors(groups, Unauthorized);
    assertEquals([error.name, error.status], ["Unauthorized", 401]);
    assertEquals(error.errors, ["unauthorized"]);
  },

  async "an address without a server is NoResponse"(
    { client, desertedUrl },
  ) {
    const baseUrls = { api: `${desertedUrl}/v3` };
    const groups = client({ baseUrls, retry: false }).groups.list();
    const error = await assertErrors(groups, NoResponse);
    assertEquals(error.status, undefined);
    assert(error.cause instanceof Error, "it has no cause");
  },

  async "a connection that fails is NoResponse"(scene) {
    await failWith(scene, { connectionError: true }, NoResponse);
  },

  async "an answer that breaks off is NoResponse"(scene) {
    await failWith(scene, { truncate: "stream" }, NoResponse);
  },

  async "JSON that is cut off is InvalidJsonError"(scene) {
    const error = await failWith(scene, { truncate: "text" }, InvalidJsonError);
    assertEquals(error.status, 200);
  },

  async "a page for people is InvalidJsonError, and an empty body MissingResponseError"(
    scene,
  ) {
    await failWith(scene, { htmlBody: true }, InvalidJsonError);
    await failWith(scene, { emptyBody: true }, MissingResponseError);
  },

  async "JSON without an envelope is MissingMetaError"(scene) {
    await failWith(scene, { status: 200, body: '{"a":1}' }, MissingMetaError);
  },

  async "a group that is gone is NotFound"({ client, simulator }) {
    const group = await simulator.addGroup();
    const { groups } = client();
    const error = await assertErrors(groups.get("999"), NotFound);
    assertEquals([error.name, error.status], ["NotFound", 404]);
    await assertErrors(groups.messages(group.id).get("1"), NotFound);
    await assertErrors(groups.messages("999").listAll(), NotFound);
  },

  async "403, 429 and 500 have their classes, with GroupMe's words"(scene) {
    const errors = ["not while the tide is in"];
    const forbidden = await failWith(scene, { status: 403, errors }, Forbidden);
    assertEquals(forbidden.errors, errors);
    const limited = await failWith(scene, { status: 429 }, RateLimited);
    assertEquals(limited.status, 429);
    const broken = await failWith(scene, { status: 500, errors }, BadResponse);
    assertEquals([broken.status, broken.errors], [500, errors]);
  },

  async "a redirect is not followed"(scene) {
    const location = scene.desertedUrl;
    const headers = { location };
    await failWith(scene, { status: 302, body: "", headers }, BadResponse);
    assertEquals((await scene.simulator.requests()).length, 1);
  },

  async "an answer that never comes is NoResponse in time, and let go"(scene) {
    const { client, simulator } = scene;
    await simulator.fault({ hang: true });
    const groups = client({ timeout: 60, retry: false }).groups.list();
    const error = await assertErrors(groups, NoResponse);
    assert(error.message.includes("within 60 ms"), error.message);
  },

  async "what matches nothing is NoMatchesError"({ client, simulator }) {
    await simulator.addGroup({ name: "Tide Pool" });
    const found = client().groups.listAll().pipe(findOne({ name: "Reef" }));
    await assertErrors(found, NoMatchesError);
  },

  async "no error and no activity holds the token"(scene) {
    const { client, desertedUrl, simulator, token } = scene;
    const faults: PlainFault[] = [
      { connectionError: true },
      { truncate: "stream" },
      { truncate: "text" },
      { status: 400, errors: [`token ${token} is old`] },
      { status: 500, body: `<p>${token}</p>` },
    ];
    const told: string[] = [];
    const retry = { attempts: 2, initialDelay: 1, rateLimitDelay: 1 };
    for (const auth of ["header", "query"] as const) {
      const near = client({ auth, retry });
      const baseUrls = { api: desertedUrl };
      const far = client({ auth, baseUrls, retry: false });
      for (const { activity$ } of [near, far]) {
        activity$.subscribe((activity) => {
          told.push(JSON.stringify(activity));
          if ("error" in activity) told.push(allOf(activity.error));
        });
      }
      for (const fault of faults) {
        await simulator.fault({ ...fault, times: 1 });
        await near.groups.list().forEach(() => {}).catch((error) =>
          told.push(allOf(error))
        );
      }
      await assertErrors(far.groups.list(), NoResponse);
    }
    assert(told.length > 20, `only ${told.length} were told`);
    const leak = told.find((it) => it.includes(token));
    assertEquals(leak, undefined);
  },
};
