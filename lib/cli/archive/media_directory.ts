import { replaceFile } from "../../mirror/deno_replace_file.ts";
import type { MediaStore } from "../../mirror/media.ts";
import { sha256 } from "./sha256.ts";

/** Digits of a picture's name: enough for no two to be alike. */
const NAME_LENGTH = 32;

const EXTENSIONS: { readonly [type: string]: string } = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** Pictures in a directory, named after their addresses. */
export class MediaDirectory implements MediaStore {
  readonly #path: string;
  #files: Map<string, string> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether the picture of an address is there. */
  has(url: string): boolean {
    return this.#known.has(fileNameOf(url));
  }

  /** Keeps a picture; of what is no picture it remembers that it was had. */
  async put(url: string, data: Blob): Promise<void> {
    const name = fileNameOf(url);
    const extension = EXTENSIONS[data.type.split(";")[0] ?? ""] ?? "bin";
    const file = `${name}.${extension}`;
    const bytes = await data.bytes();
    Deno.mkdirSync(this.#path, { recursive: true });
    replaceFile(`${this.#path}/${file}`, bytes);
    this.#known.set(name, file);
  }

  /** The file of a picture that a page can show, if it is there. */
  fileOf(url: string): string | undefined {
    const file = this.#known.get(fileNameOf(url));
    return file?.endsWith(".bin") ? undefined : file;
  }

  /** Copies the file of a picture. */
  copy(file: string, to: string): void {
    Deno.copyFileSync(`${this.#path}/${file}`, to);
  }

  get #known(): Map<string, string> {
    return this.#files ??= new Map(
      list(this.#path).filter((file) => !file.endsWith(".new"))
        .map((file) => [file.slice(0, NAME_LENGTH), file]),
    );
  }
}

function fileNameOf(url: string): string {
  return sha256(url, "hex").slice(0, NAME_LENGTH);
}

function list(path: string): readonly string[] {
  try {
    return [...Deno.readDirSync(path)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
