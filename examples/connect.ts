import { Client, type ClientOptions } from "@rxgroupme/client";

/**
 * A client for the token in GROUPME_TOKEN. GROUPME_API leads it to a simulator
 * that is served on this machine instead: `deno task simulate`.
 */
export function connect(options: Partial<ClientOptions> = {}): Client {
  const token = Deno.env.get("GROUPME_TOKEN");
  if (!token) throw new Error("GROUPME_TOKEN is not set");
  const baseUrls = Deno.env.get("GROUPME_API") || undefined;
  return new Client({ token, baseUrls, ...options });
}
