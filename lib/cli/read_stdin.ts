import { map, type Observable, throwError } from "rxjs";
import { abortable } from "../util/abortable.ts";
import { Failure, WrongUsage } from "./failure.ts";
import type { Input, Io } from "./io.ts";
import { reasonOfFile } from "./line_file.ts";

/** Far more than a message can have; whatever goes on longer never ends. */
const MAX_BYTES = 1 << 20;

/**
 * Reads the text on the standard input, without the line feeds at its end, as a
 * shell's `$(...)` does.
 *
 * @returns The text, then completion; or a {@linkcode Failure} where there is no
 * standard input, or what it holds is no text.
 */
export function readStdin({ stdin }: Io): Observable<string> {
  if (!stdin) {
    return throwError(() => new Failure("Cannot read stdin: there is none"));
  }
  return abortable((signal) => bytesOf(stdin, signal)).pipe(
    map((bytes) => decode(bytes).replace(/[\r\n]+$/, "")),
  );
}

async function bytesOf(
  { readable }: Input,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const sink = new WritableStream<Uint8Array>({
    write(part) {
      parts.push(part);
      length += part.length;
      if (length > MAX_BYTES) {
        throw new WrongUsage("Cannot read stdin: it holds more than 1 MiB");
      }
    },
  });
  try {
    await readable.pipeTo(sink, { signal });
  } catch (error) {
    if (error instanceof Failure) throw error;
    // It is a directory, or a disk that fails.
    throw new Failure(`Cannot read stdin: ${reasonOfFile(error)}`);
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new WrongUsage("Cannot read stdin: it holds no UTF-8 text");
  }
}
