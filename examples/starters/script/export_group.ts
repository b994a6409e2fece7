import type { Client } from "@rxgroupme/client";

/**
 * Writes all messages of a group into a file, the newest first, a line of JSON
 * for each. Until it is whole, the file has `.part` behind its name.
 *
 * @param progress Called with the number of messages so far.
 * @returns The number of messages.
 */
export async function exportGroup(
  client: Client,
  groupId: string,
  path: string,
  progress: (count: number) => void = () => {},
): Promise<number> {
  const part = `${path}.part`;
  const encoder = new TextEncoder();
  let count = 0;
  {
    using file = await Deno.create(part);
    const writer = file.writable.getWriter();
    // The next page is requested when the loop asks for it: memory is one page.
    for await (const { data } of client.groups.messages(groupId).listAll()) {
      await writer.write(encoder.encode(`${JSON.stringify(data)}\n`));
      progress(++count);
    }
    await writer.close();
  }
  await Deno.rename(part, path);
  return count;
}
