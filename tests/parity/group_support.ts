import type {
  BlockData,
  BotData,
  Group,
  GroupData,
  MeData,
  Member,
} from "@rxgroupme/client";
import type {
  GroupMeSimulatorOptions,
  SimulatedGroup,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import type { RecordedWorld } from "../support/recorded.ts";
import { recorded } from "../support/recorded.ts";
import type { World } from "../support/world.ts";
import { last } from "./message_support.ts";

/** A world with a group of two, and the group as the client got it. */
export interface GroupOfTwo extends RecordedWorld {
  /** The other user. */
  readonly other: SimulatedUser;
  /** The group at the server. */
  readonly place: SimulatedGroup;
  /** The group as a user of the library has it. */
  readonly group: Group;
}

/** Makes a world with a group of mine, in which the other user is as well. */
export async function myGroup(
  options: GroupMeSimulatorOptions = {},
  history = 0,
): Promise<GroupOfTwo> {
  const here = recorded({ simulator: options });
  const other = here.simulator.addUser({ name: "Mari" });
  const place = here.simulator.addGroup({
    name: "Tide Pool",
    members: [other],
    history,
  });
  return await withGroup(here, other, place);
}

/** Makes a world with a group of the other user's, in which I am as well. */
export async function theirGroup(): Promise<GroupOfTwo> {
  const here = recorded();
  const { simulator } = here;
  const other = simulator.addUser({ name: "Mari" });
  const place = simulator.addGroup({ owner: other, members: [simulator.me] });
  return await withGroup(here, other, place);
}

async function withGroup(
  here: RecordedWorld,
  other: SimulatedUser,
  place: SimulatedGroup,
): Promise<GroupOfTwo> {
  const group = await last(here, here.client.groups.get(place.id));
  here.sent.length = 0;
  return { ...here, other, place, group };
}

/** The other user as a member of the group. */
export function theOther({ group, other }: GroupOfTwo): Member {
  const member = group.members.find(({ userId }) => userId === other.id);
  if (!member) throw new Error("Cannot find the other user");
  return member;
}

/** What the server answers a user, the first unless told, past the client. */
async function served(
  { simulator }: World,
  path: string,
  token: string,
): Promise<Response> {
  const url = `https://api.groupme.com/v3${path}`;
  const headers = { "x-access-token": token };
  return await simulator.fetch(new Request(url, { headers }));
}

async function responseOf<T>(answer: Promise<Response>): Promise<T> {
  const { response } = await (await answer).json() as { response: T };
  return response;
}

/** A group at the server. */
export function servedGroup(
  here: World,
  id: string,
  token = here.simulator.token,
): Promise<GroupData> {
  return responseOf(served(here, `/groups/${id}`, token));
}

/** Is the group gone at the server, or this user, the first, not in it? */
export async function isGone(
  here: World,
  id: string,
  token = here.simulator.token,
): Promise<boolean> {
  return (await served(here, `/groups/${id}`, token)).status === 404;
}

/** Who is in a group at the server: the ids of the users. */
export async function servedUserIds(
  here: World,
  id: string,
  token?: string,
): Promise<(string | undefined)[]> {
  const { members } = await servedGroup(here, id, token);
  return (members ?? []).map(({ user_id }) => user_id);
}

/** What they are called in a group at the server. */
export async function servedNicknames(
  here: World,
  id: string,
): Promise<(string | undefined)[]> {
  const { members } = await servedGroup(here, id);
  return (members ?? []).map(({ nickname }) => nickname);
}

/** My bots at the server. */
export function servedBots(here: World): Promise<BotData[]> {
  return responseOf(served(here, "/bots", here.simulator.token));
}

/** Whom I have blocked at the server: the ids of the users. */
export async function servedBlocks(
  here: World,
): Promise<(string | undefined)[]> {
  const { me, token } = here.simulator;
  const { blocks } = await responseOf<{ blocks: BlockData[] }>(
    served(here, `/blocks?user=${me.id}`, token),
  );
  return blocks.map(({ blocked_user_id }) => blocked_user_id);
}

/** Myself at the server. */
export function servedMe(here: World): Promise<MeData> {
  return responseOf(served(here, "/users/me", here.simulator.token));
}

/** The addresses that a client asks from now on, as it tells them itself. */
export function addressesOf({ client }: World): string[] {
  const addresses: string[] = [];
  client.activity$.subscribe((activity) => {
    if (activity.type === "attempt") addresses.push(activity.request.url);
  });
  return addresses;
}
