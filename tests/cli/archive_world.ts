import { Shell } from "./shell.ts";

/** An account with some of everything. */
export function world() {
  const shell = new Shell();
  const { simulator } = shell;
  const teo = simulator.addUser({ name: "Teo Marsh" });
  const family = simulator.addGroup({
    name: "Family",
    members: [teo],
    history: 450,
  });
  family.addTopic({ name: "Dinners", history: 30 });
  const club = simulator.addGroup({ name: "Book Club", history: 20 });
  simulator.addChat(teo, { history: 10 });
  simulator.inject(family, {
    userId: teo.id,
    text: "Low tide at the zanzibar",
  });
  return { shell, simulator, family, club, teo };
}

/** The lines of a file. */
export async function lines(path: string): Promise<string[]> {
  return (await Deno.readTextFile(path)).trimEnd().split("\n");
}
