import { assertEquals, assertRejects } from "@std/assert";
import {
  BadResponse,
  Groups,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NoResponse,
  Session,
  Unauthorized,
} from "@rxgroupme/client";
import { world } from "../support/world.ts";
import { servedGroup } from "./group_support.ts";
import { groupWorld, idsOf, last, lastRequest } from "./message_support.ts";
import { row } from "./row.ts";

row(
  "Session",
  "new Session({ token })",
  "Also limits the time of each attempt, and tries a GET again.",
  async () => {
    const here = groupWorld();
    const { simulator: { fetch }, clock: scheduler, other } = here;
    const session = new Session({ token: other.token, fetch, scheduler });
    const groups = await last(here, new Groups(session).list());
    assertEquals(idsOf(groups), [here.group.id]);
    assertEquals(lastRequest(here).auth, "header");
    here.simulator.fault({ hang: true, times: 1 });
    const again = await last(here, new Groups(session).list());
    assertEquals(idsOf(again), [here.group.id]);
    const wrong = new Session({ token: "wrong", fetch, scheduler });
    await assertRejects(
      () => last(here, new Groups(wrong).list()),
      Unauthorized,
    );
  },
);

row(
  "Session.request",
  "client.request({ method, path, query, body })",
  "Any endpoint. A refusal is an error; a GET is tried again first.",
  async () => {
    const here = groupWorld();
    const path = `/groups/${here.group.id}/messages`;
    const message = { text: "low tide", source_guid: "g1" };
    const post = here.client.request({
      method: "POST",
      path,
      body: { message },
    });
    await last(here, post);
    assertEquals(here.group.messageAt(0)?.text, "low tide");
    const query = { limit: 1 };
    await last(here, here.client.request({ path, query }));
    assertEquals(lastRequest(here).query, { limit: "1" });
    here.simulator.fault({ status: 400, times: 1 });
    await assertRejects(() => last(here, post), BadResponse, "400");
    here.simulator.fault({ connectionError: true, times: 1 });
    await assertRejects(() => last(here, post), NoResponse);
    assertEquals(here.group.size, 1);
  },
);

row(
  "Response.data",
  "client.request<T>({ path })",
  "Emits what the envelope holds: response, or payload.",
  async () => {
    const here = groupWorld();
    const path = `/groups/${here.group.id}`;
    const group = await last(here, here.client.request({ path }));
    assertEquals(group, await servedGroup(here, here.group.id));
    const body = new TextEncoder().encode("GIF89a\x01\0\x01\0\0\0\0");
    const uploaded = await last(
      here,
      here.client.request<{ picture_url?: string }>({
        method: "POST",
        host: "image",
        path: "/pictures",
        body,
      }),
    );
    assertEquals(URL.canParse(uploaded.picture_url ?? ""), true);
    const broken = here.simulator.fault({ truncate: "text" });
    await assertRejects(
      () => last(here, here.client.request({ path })),
      InvalidJsonError,
    );
    broken.remove();
    here.simulator.fault({ emptyBody: true });
    await assertRejects(
      () => last(here, here.client.request({ path })),
      MissingResponseError,
    );
  },
);

row(
  "Response.errors",
  "error.errors",
  "Of a BadResponse; empty where GroupMe said nothing.",
  async () => {
    const here = world();
    const make = () =>
      last(
        here,
        here.client.request({ method: "POST", path: "/bots", body: {} }),
      );
    const error = await assertRejects(make, BadResponse);
    assertEquals(error.errors, ["name and group_id are required"]);
    here.simulator.fault({ status: 200, body: "{}" });
    const odd = await assertRejects(make, MissingMetaError);
    assertEquals(odd.errors, []);
  },
);
