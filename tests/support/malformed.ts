import type { GroupMeSimulator } from "@rxgroupme/client/testing";

/** Ids that have no place among others. */
export const ODD_IDS: readonly unknown[] = [
  null,
  {},
  0,
  -1,
  1e21,
  " ",
  "abc",
  "\ud800",
  // Longer than an id, and so beyond each, where nothing else is looked at.
  "z".repeat(26),
];

/** A simulator that gives the messages with the text `odd` these fields. */
export function withOdd(
  simulator: GroupMeSimulator,
  fields: { readonly [field: string]: unknown },
): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await simulator.fetch(request);
    if (response.status !== 200 || !/\/messages\?/.test(request.url)) {
      return response;
    }
    const odd = (_: string, it: unknown) =>
      isOdd(it) ? { ...it, ...fields } : it;
    return new Response(
      JSON.stringify(JSON.parse(await response.text(), odd)),
    );
  };
}

function isOdd(it: unknown): it is { text: string } {
  return typeof it === "object" && it !== null && "text" in it &&
    it.text === "odd";
}
