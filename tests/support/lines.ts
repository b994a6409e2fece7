/** Cuts bytes into lines of text. */
export class TextLineStream
  implements TransformStream<Uint8Array<ArrayBuffer>, string> {
  readonly readable: ReadableStream<string>;
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>>;

  constructor() {
    const decoder = new TextDecoder();
    let rest = "";
    const { readable, writable } = new TransformStream<
      Uint8Array<ArrayBuffer>,
      string
    >({
      transform(bytes, controller) {
        const lines = (rest + decoder.decode(bytes, { stream: true }))
          .split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) if (line) controller.enqueue(line);
      },
      flush(controller) {
        if (rest) controller.enqueue(rest);
      },
    });
    this.readable = readable;
    this.writable = writable;
  }
}
