import type { Env } from "./platform.ts";

/** Tells the object of a group that somebody wrote there. */
export async function wake(
  { RELAYS }: Pick<Env, "RELAYS">,
  groupId: string,
): Promise<void> {
  const relay = RELAYS.get(RELAYS.idFromName(groupId));
  const request = { method: "POST", body: groupId };
  const { ok, status } = await relay.fetch("https://relay/", request);
  if (!ok) throw new Error(`Cannot wake group ${groupId}: status ${status}`);
}
