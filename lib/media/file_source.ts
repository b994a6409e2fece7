import { type Observable, of } from "rxjs";
import { readBody } from "../transport/read_body.ts";
import { abortable } from "../util/abortable.ts";
import { got, invalidArgument } from "../util/validate.ts";

/** The bytes of a file; a stream is read to its end before it is sent. */
export type FileSource =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>;

/** The most bytes that GroupMe takes of a file: 50 MB. */
const MAX_BYTES = 52_428_800;

/**
 * Bytes as a `Blob`; those of a buffer are copied.
 *
 * @throws {TypeError} When they are none.
 */
export function toBlob(source: Exclude<FileSource, ReadableStream>): Blob {
  if (source instanceof Blob) return source;
  // Types before TypeScript 5.7 do not tell what kind of buffer a view is of.
  if (Object(source).byteLength >= 0) return new Blob([source as BlobPart]);
  throw invalidArgument(
    "source",
    `it must be bytes, such as a Blob${got(source)}`,
  );
}

/**
 * The bytes of a file: emits them, then completes. A stream is read once, so
 * that a retry has its bytes; unsubscribing before its end cancels it.
 *
 * @throws {TypeError} When they are no bytes.
 * @throws {RangeError} When they are more than GroupMe takes; of a stream the
 * Observable errors with it, as soon as it has given too much.
 */
export function readFile(source: FileSource): Observable<Blob> {
  if (source instanceof ReadableStream) {
    let whole: Blob | undefined;
    return abortable(async (signal) =>
      whole ??= await readBody(
        new Response(source.pipeThrough(new TransformStream(), { signal })),
        MAX_BYTES,
        tooLarge,
      )
    );
  }
  const whole = toBlob(source);
  if (whole.size > MAX_BYTES) throw tooLarge();
  return of(whole);
}

function tooLarge(): Error {
  const rule = `it must have ${MAX_BYTES} bytes at most`;
  return invalidArgument("source", rule, RangeError);
}
