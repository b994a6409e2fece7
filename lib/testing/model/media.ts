/** A file or a video that was uploaded into a conversation. */
export interface Upload {
  /** The id of the job that makes it ready. */
  readonly job: string;
  /** The id of the file, or the path of the video. */
  readonly id: string;
  /** The id of its conversation. */
  readonly conversationId: string;
  /** The name of the file. */
  readonly name: string;
  /** The content. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The media type. */
  readonly type: string;
  /** The time from which it is ready, in ms since 1970. */
  readonly readyAt: number;
}

/** A slot for a picture at m.groupme.com. */
export interface MediaSlot {
  /** The secret that allows to write. */
  readonly signature: string;
  /** The secret that allows to read, until a time that is said along with it. */
  readonly readSignature: string;
  /** The name of the written file, such as `original.jpg`. */
  readonly name: string;
  /** The content; `undefined` until it is written. */
  bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** The first file of a multipart body. */
export interface FilePart {
  /** The name of the file. */
  readonly name: string;
  /** The media type. */
  readonly type: string;
  /** The content. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads the part named `file` of a multipart body, if there is one. */
export function readFilePart(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
): FilePart | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i
      .exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  // One character for each byte, so that an index counts bytes.
  const text = new TextDecoder("latin1").decode(bytes);
  const [, ...parts] = text.split(`--${boundary}`);
  let at = text.indexOf(`--${boundary}`) + boundary.length + 2;
  for (const part of parts) {
    const head = part.indexOf("\r\n\r\n");
    const headers = part.slice(0, head);
    if (head >= 0 && /\bname="file"/i.test(headers)) {
      const [, name = ""] = /filename="([^"]*)"/i.exec(headers) ?? [];
      const [, type = ""] = /content-type: *([^\r\n]+)/i.exec(headers) ?? [];
      const end = at + part.length - 2;
      return { name, type, bytes: bytes.slice(at + head + 4, end) };
    }
    at += part.length + boundary.length + 2;
  }
  return undefined;
}
