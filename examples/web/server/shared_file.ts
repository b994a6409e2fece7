import { Client } from "@rxgroupme/client";
import { files } from "@rxgroupme/client/media";
import type {
  GroupMeSimulator,
  SimulatedConversation,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import { concatMap, type Observable } from "rxjs";

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
  const source = new Blob([content], { type: "text/csv" });
  return files(client, id).upload(source, { name, interval: 200 }).pipe(
    concatMap((file) =>
      client.groups.messages(id).create({
        text,
        attachments: [file.toAttachment()],
      })
    ),
  );
}
