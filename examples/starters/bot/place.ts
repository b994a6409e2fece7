import { Client, type Cursor } from "@rxgroupme/client";
import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { GroupMeSimulator } from "@rxgroupme/client/testing";

/** Where a bot runs. */
export interface Place {
  readonly client: Client;
  readonly groupId: string;
  /** Keeps the place in the group. */
  readonly cursor: Cursor;
}

/** A place on this machine. */
export interface SimulatedPlace extends Place {
  /** Posts a text as Mari, who is in the group. */
  say(text: string): void;
}

/**
 * A group at GroupMe; the file `bot.kv` keeps the place in it.
 *
 * @throws {Error} Without a group; it lists those of the account.
 */
export async function real(token: string, groupId?: string): Promise<Place> {
  const client = Client.fromToken(token);
  if (!groupId) {
    const lines: string[] = [];
    for await (const { id, name } of client.groups.listAll()) {
      lines.push(`  ${id}  ${name}`);
    }
    throw new Error(`Set GROUPME_GROUP to one of these:\n${lines.join("\n")}`);
  }
  const kv = await Deno.openKv("bot.kv");
  return { client, groupId, cursor: denoKvCursor(kv, ["bot", groupId]) };
}

/** A group of a simulated GroupMe. */
export function simulated(): SimulatedPlace {
  const simulator = new GroupMeSimulator();
  const { token, fetch } = simulator;
  const mari = simulator.addUser({ name: "Mari" });
  const group = simulator.addGroup({ name: "Tide Pool", members: [mari] });
  return {
    client: new Client({ token, fetch }),
    groupId: group.id,
    cursor: memoryCursor(),
    say: (text) => void simulator.inject(group, { userId: mari.id, text }),
  };
}
