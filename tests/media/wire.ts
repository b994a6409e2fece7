import type { Client, ClientOptions } from "@rxgroupme/client";
import { type Answer, scripted } from "../support/scripted.ts";

/** The ids of the samples. */
export const GROUP = "98115240";
export const FILE = "b7e0c1d2-3f44-4a55-9b66-0c7d8e9fa0b1";
const FILE_JOB = "0d9a4c1e-6b72-4f30-9e55-8c1b7a2d4f66";
const VIDEO_JOB = "77aa11bb-2c3d-4e5f-8a9b-0c1d2e3f4a5b";

/** Where the files of a conversation are. */
export const FILES = "https://file.groupme.com/v1";
/** Where videos are. */
export const VIDEOS = "https://video.groupme.com";

/** The URL that a job of a file is asked for by. */
export const fileStatus = (conversation: string = GROUP): string =>
  `${FILES}/${conversation}/uploadStatus?job=${FILE_JOB}`;

/** The URL that a job of a video is asked for by. */
export const videoStatus = `${VIDEOS}/status?job=${VIDEO_JOB}`;

/** GroupMe has begun with a file. */
export const begun = (status_url: string = fileStatus()): Response =>
  Response.json({ status_url }, { status: 201 });

/** GroupMe is done with a file. */
export const done = (status = "completed"): Response =>
  Response.json({ status, file_id: FILE });

/** GroupMe is not done yet, and says no more. */
export const working = (): Response => new Response(null, { status: 202 });

/** One request, with what was sent beside its body. */
export interface Sent {
  /** `METHOD url`. */
  readonly line: string;
  readonly headers: Headers;
  /** The body, once more. */
  readonly body: Response;
}

/** A client that is answered by a script, and whose headers are kept. */
export interface Recorder extends ReturnType<typeof scripted> {
  readonly client: Client;
  readonly sent: readonly Sent[];
}

/** Makes one. */
export function recorder(
  answers: readonly Answer[],
  options: Partial<ClientOptions> = {},
): Recorder {
  const sent: Sent[] = [];
  const left = [...answers];
  const { clock, client, lines } = scripted([], {
    fetch: async (request) => {
      const { method, url, headers, signal } = request;
      const body = new Response(await request.arrayBuffer(), { headers });
      sent.push({ line: `${method} ${url}`, headers, body });
      signal.throwIfAborted();
      const answer = left.shift() ?? new Response("{}", { status: 500 });
      if (answer instanceof Error) throw answer;
      return typeof answer === "function" ? answer() : answer;
    },
    ...options,
  });
  return { clock, client, lines, sent };
}

/** The lines of what was sent. */
export function linesOf({ sent }: Pick<Recorder, "sent">): string[] {
  return sent.map(({ line }) => line);
}
