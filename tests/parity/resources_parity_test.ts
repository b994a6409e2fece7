import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import {
  type BotData,
  Forbidden,
  ManagedResource,
  Manager,
} from "@rxgroupme/client";
import { world } from "../support/world.ts";
import {
  addressesOf,
  myGroup,
  servedBots,
  servedGroup,
} from "./group_support.ts";
import { groupWorld, last } from "./message_support.ts";
import { row } from "./row.ts";

/** A manager of one's own. */
class Robots extends Manager {
  list() {
    return this.session.request({
      path: "/bots",
      read: (answer) =>
        (answer as BotData[]).map((data) => new Robot(this, data)),
    });
  }

  destroy(botId: string) {
    return this.command({ path: "/bots/destroy", body: { bot_id: botId } });
  }
}

/** A resource of one's own. */
class Robot extends ManagedResource<BotData, Robots> {
  destroy() {
    return this.manager.destroy(this.data.bot_id ?? "");
  }
}

/** A world with a bot, and a manager of my own for it. */
async function robots() {
  const here = groupWorld();
  const { botId } = here.simulator.addBot(here.group);
  const manager = new Robots(here.client.session);
  const [robot] = await last(here, manager.list());
  assert(robot);
  return { ...here, botId, manager, robot };
}

row(
  "ManagedResource",
  "ManagedResource",
  "A field that has no accessor is in resource.data.",
  async () => {
    const here = await robots();
    assertEquals(here.robot.data.bot_id, here.botId);
    assertEquals(await last(here, here.robot.destroy()), true);
    assertEquals(await servedBots(here), []);
    const group = await last(here, here.client.groups.get(here.group.id));
    assertEquals(group instanceof ManagedResource, true);
    assertEquals(group.data.max_members, 5000);
  },
);

row(
  "ManagedResource.data",
  "resource.data",
  "The JSON as it came; JSON.stringify(resource) writes it.",
  async () => {
    const { group, ...here } = await myGroup();
    const data = await servedGroup(here, group.id);
    assertEquals(group.data, data);
    assertEquals(JSON.parse(JSON.stringify(group)), data);
  },
);

row(
  "ManagedResource.manager",
  "resource.manager",
  "",
  async () => {
    const here = await robots();
    assertStrictEquals(here.robot.manager, here.manager);
    const { groups } = here.client;
    const group = await last(here, groups.get(here.group.id));
    assertStrictEquals(group.manager, groups);
    const again = await last(here, group.manager.get(group.id));
    assertEquals(again.data, group.data);
  },
);

row(
  "Manager",
  "Manager",
  "Takes no path: each of its requests names its own.",
  async () => {
    const here = await robots();
    assertEquals(await last(here, here.manager.destroy(here.botId)), true);
    assertEquals(await servedBots(here), []);
    assertInstanceOf(here.client.groups, Manager);
  },
);

row(
  "Manager.base_url",
  "new Client({ token, baseUrls: { api } })",
  "An option of the client.",
  async () => {
    const here = world();
    const addresses = addressesOf(here);
    await last(here, here.client.groups.list());
    assertEquals(addresses, ["https://api.groupme.com/v3/groups?page=1"]);
    const moved = world({ baseUrls: { api: "https://gate.invalid/v3/" } });
    const others = addressesOf(moved);
    await last(moved, moved.client.groups.list());
    assertEquals(others, ["https://gate.invalid/v3/groups?page=1"]);
  },
);

row(
  "Manager.session",
  "manager.session",
  "",
  async () => {
    const here = groupWorld();
    const { client: { groups, session } } = here;
    assertStrictEquals<unknown>(groups.session, session);
    const name = await last(
      here,
      groups.session.request({
        path: `/groups/${here.group.id}`,
        read: (answer) => (answer as { name: string }).name,
      }),
    );
    assertEquals(name, here.group.name);
  },
);

row(
  "Manager.url",
  "-",
  "Addresses are told by client.activity$ and by error.request.url.",
  async () => {
    const here = await myGroup();
    const addresses = addressesOf(here);
    const url = `https://api.groupme.com/v3/groups/${here.group.id}`;
    await last(here, here.client.groups.get(here.group.id));
    assertEquals(addresses, [url]);
    here.simulator.fault({ status: 403 });
    const error = await assertRejects(
      () => last(here, here.client.groups.get(here.group.id)),
      Forbidden,
    );
    assertEquals(error.request, { method: "GET", url });
  },
);
