/** A part of a body, longer than the whole of it may be. */
const PART = 1_200_000;

/**
 * Begins to post a long body, and never ends. A client of its own, as others
 * wait with the answer until all is sent.
 *
 * @param length The header that tells, or does not tell, how long it will be.
 * @returns The status of the answer.
 */
export async function postHalf(url: URL, length: string): Promise<number> {
  using connection = await Deno.connect({
    hostname: url.hostname,
    port: Number(url.port),
  });
  const head = `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n` +
    `${length}\r\n\r\n${length.endsWith("chunked") ? "f00000\r\n" : ""}`;
  const writer = connection.writable.getWriter();
  // Who refuses it may close before all of it is sent.
  writer.write(new TextEncoder().encode(head + " ".repeat(PART)))
    .catch(() => {});
  const reader = connection.readable.pipeThrough(new TextDecoderStream())
    .getReader();
  const { value = "" } = await reader.read();
  return Number(value.match(/^HTTP\/1\.1 (\d{3}) /)?.[1]);
}
