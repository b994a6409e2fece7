import { assertEquals, assertInstanceOf } from "@std/assert";
import { ChangeOwnersResult } from "@rxgroupme/client";
import { myGroup, theirGroup } from "./group_support.ts";
import { last } from "./message_support.ts";
import { row } from "./row.ts";

/** Hands a group of mine over to the other user. */
async function handedOver() {
  const here = await myGroup();
  const result = await last(here, here.group.changeOwners(here.other.id));
  return { ...here, result };
}

/** Tries to hand over a group that is not mine. */
async function refused(): Promise<ChangeOwnersResult> {
  const here = await theirGroup();
  return await last(here, here.group.changeOwners(here.simulator.me.id));
}

row(
  "ChangeOwnersResult",
  "ChangeOwnersResult",
  "Always truthy: ask isSuccess.",
  async () => {
    const { result } = await handedOver();
    assertInstanceOf(result, ChangeOwnersResult);
    const refusal = await refused();
    assertEquals([!!result, !!refusal], [true, true]);
    assertEquals([result.isSuccess, refusal.isSuccess], [true, false]);
  },
);

row(
  "ChangeOwnersResult.is_success",
  "result.isSuccess",
  "",
  async () => {
    assertEquals((await handedOver()).result.isSuccess, true);
    assertEquals((await refused()).isSuccess, false);
  },
);

row(
  "ChangeOwnersResult.status_texts",
  "ChangeOwnersResult.statusTexts",
  "In other words.",
  async () => {
    const { statusTexts } = ChangeOwnersResult;
    assertEquals(Object.keys(statusTexts), ["200", "400", "403", "404", "405"]);
    const { status, reason } = await refused();
    assertEquals(statusTexts[status], reason);
  },
);

row(
  "ChangeOwnersResult.success_code",
  "ChangeOwnersResult.successCode",
  "",
  async () => {
    const { result } = await handedOver();
    assertEquals(result.status, ChangeOwnersResult.successCode);
  },
);

row(
  "ChangeOwnersResult.group_id",
  "result.groupId",
  "",
  async () => {
    const { result, group } = await handedOver();
    assertEquals(result.groupId, group.id);
  },
);

row(
  "ChangeOwnersResult.owner_id",
  "result.ownerId",
  "",
  async () => {
    const { result, other } = await handedOver();
    assertEquals(result.ownerId, other.id);
  },
);

row(
  "ChangeOwnersResult.status",
  "result.status",
  "",
  async () => {
    const here = await myGroup();
    const { me } = here.simulator;
    const statuses: string[] = [];
    for (const userId of [me.id, "404", "none", here.other.id]) {
      const result = await last(here, here.group.changeOwners(userId));
      statuses.push(result.status);
    }
    assertEquals(statuses, ["400", "404", "405", "200"]);
    assertEquals((await refused()).status, "403");
  },
);

row(
  "ChangeOwnersResult.reason",
  "result.reason",
  "",
  async () => {
    const { result } = await handedOver();
    assertEquals(result.reason, "the group has its new owner");
    const { reason } = await refused();
    assertEquals(reason, "the group is not yours to hand over");
  },
);
