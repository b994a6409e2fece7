import { assertEquals, assertInstanceOf } from "@std/assert";
import { Block, Blocks, Client } from "@rxgroupme/client";
import { of } from "rxjs";
import { recorded } from "../support/recorded.ts";
import { servedBlocks } from "./group_support.ts";
import { last } from "./message_support.ts";
import { row } from "./row.ts";

/** A world with two others, none of them blocked. */
function others() {
  const here = recorded();
  const [one, two] = [here.simulator.addUser(), here.simulator.addUser()];
  return { ...here, one, two, blocks: here.client.user.blocks };
}

/** The same with both of them blocked. */
async function blocked() {
  const here = others();
  const block = await last(here, here.blocks.block(here.one.id));
  await last(here, here.blocks.block(here.two.id));
  return { ...here, block };
}

row(
  "Block",
  "Block",
  "Two of one pair are not equal: compare their ids.",
  async () => {
    const here = await blocked();
    const { block, one, simulator: { me } } = here;
    assertInstanceOf(block, Block);
    assertEquals([block.userId, block.blockedUserId], [me.id, one.id]);
    const [twin] = await last(here, here.blocks.list());
    assertEquals([twin === block, twin?.blockedUserId], [false, one.id]);
  },
);

row(
  "Block.exists",
  "block.exists()",
  "Works, where Groupy asks the wrong address.",
  async () => {
    const here = await blocked();
    assertEquals(await last(here, here.block.exists()), true);
    await last(here, here.blocks.unblock(here.one.id));
    assertEquals(await last(here, here.block.exists()), false);
  },
);

row(
  "Block.unblock",
  "block.unblock()",
  "",
  async () => {
    const here = await blocked();
    assertEquals(await last(here, here.block.unblock()), true);
    assertEquals(await servedBlocks(here), [here.two.id]);
  },
);

row(
  "Blocks",
  "client.user.blocks",
  "",
  async () => {
    const here = others();
    assertInstanceOf(here.blocks, Blocks);
    const own = new Blocks(here.client.session, of(here.simulator.me.id));
    await last(here, own.block(here.one.id));
    assertEquals(await servedBlocks(here), [here.one.id]);
  },
);

row(
  "Blocks.between",
  "client.user.blocks.between(userId)",
  "Works, where Groupy asks the wrong address.",
  async () => {
    const here = others();
    const between = () => last(here, here.blocks.between(here.one.id));
    assertEquals(await between(), false);
    const theirs = new Client({
      token: here.one.token,
      fetch: here.simulator.fetch,
      scheduler: here.clock,
    });
    await last(here, theirs.user.blocks.block(here.simulator.me.id));
    assertEquals(await between(), true);
    assertEquals(await last(here, here.blocks.between(here.two.id)), false);
  },
);

row(
  "Blocks.block",
  "client.user.blocks.block(userId)",
  "",
  async () => {
    const here = others();
    const block = await last(here, here.blocks.block(here.two.id));
    assertInstanceOf(block, Block);
    assertEquals(await servedBlocks(here), [here.two.id]);
  },
);

row(
  "Blocks.list",
  "client.user.blocks.list()",
  "",
  async () => {
    const here = await blocked();
    const listed = await last(here, here.blocks.list());
    const ids = listed.map(({ blockedUserId }) => blockedUserId);
    assertEquals(ids, [here.one.id, here.two.id]);
  },
);

row(
  "Blocks.unblock",
  "client.user.blocks.unblock(userId)",
  "",
  async () => {
    const here = await blocked();
    const unblock = here.blocks.unblock(here.two.id);
    assertEquals(await last(here, unblock), true);
    assertEquals(await servedBlocks(here), [here.one.id]);
  },
);

row(
  "Blocks.user_id",
  "blocks.userId",
  "An Observable: asked for when it is needed, once.",
  async () => {
    const here = others();
    const { me } = here.simulator;
    assertEquals(await last(here, here.blocks.userId), me.id);
    await last(here, here.blocks.userId);
    assertEquals(here.sent.length, 1);
  },
);
