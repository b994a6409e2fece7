import { assertEquals } from "@std/assert";
import type { Client } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { scripted } from "../support/scripted.ts";

/** A client whose requests are never answered. */
export interface HangingClient {
  readonly client: Client;
  /** What became of its requests, in turn. */
  readonly events: readonly string[];
}

/** Makes such a client. */
export function hangingClient(): HangingClient {
  const events: string[] = [];
  const { client } = scripted([], {
    fetch: ({ signal }) => {
      events.push("sent");
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          events.push("aborted");
          reject(signal.reason);
        });
      });
    },
  });
  return { client, events };
}

/** Fails unless commands send at their subscription, and abort at its end. */
export async function assertCold(
  { events }: HangingClient,
  commands: readonly Observable<unknown>[],
): Promise<void> {
  assertEquals(events, []);
  for (const command of commands) {
    const before = events.length;
    const subscription = command.subscribe();
    await turns();
    assertEquals(events.slice(before), ["sent"]);
    subscription.unsubscribe();
    await turns();
    assertEquals(events.slice(before), ["sent", "aborted"]);
  }
}

/** Lets what is ready happen. */
async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
