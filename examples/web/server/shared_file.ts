import { Client } from "@rxgroupme/client";
import type {
  GroupMeSimulator,
  SimulatedConversation,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import {
  concatMap,
  defer,
  filter,
  map,
  type Observable,
  repeat,
  take,
} from "rxjs";

/** A file that somebody shares. */
export interface SharedFile {
  readonly name: string;
  readonly content: string;
  /** What is written beside it. */
  readonly text: string;
}

/** Uploads a file into a group and posts it; emits the message. */
export function shareFile(
  simulator: GroupMeSimulator,
  { id }: SimulatedConversation,
  { token }: SimulatedUser,
  { name, content, text }: SharedFile,
): Observable<unknown> {
  const client = new Client({
    token,
    fetch: (request) => simulator.fetch(request),
  });
  const uploaded$ = client.request<{ status_url: string }>({
    method: "POST",
    host: "file",
    path: `/${id}/files`,
    query: { name },
    body: new Blob([content], { type: "text/csv" }),
    answer: "json",
  });
  return uploaded$.pipe(
    map(({ status_url }) => new URL(status_url).searchParams.get("job")),
    concatMap((job) =>
      defer(() =>
        client.request<{ file_id?: string }>({
          host: "file",
          path: `/${id}/uploadStatus`,
          query: { job },
          answer: "json",
        })
      ).pipe(
        repeat({ delay: 200 }),
        map(({ file_id }) => file_id),
        filter((file_id) => file_id !== undefined),
        take(1),
      )
    ),
    concatMap((file_id) =>
      client.groups.messages(id).create({
        text,
        attachments: [{ type: "file", file_id }],
      })
    ),
  );
}
