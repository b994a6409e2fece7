import { FileAttachment } from "../attachments/attachment.ts";
import { ManagedResource } from "../resource.ts";
import { toId, toNumber, toText } from "../wire/json.ts";
import type { Files } from "./files.ts";

/** A file as sent. */
export interface StoredFileData {
  /** The file's id. */
  file_id?: string;
  /** 200 for a file that is there, 404 for one that is not. */
  meta?: number;
  /** Its description, where it is there. */
  file_data?: {
    /** Its name. */
    file_name?: string;
    /** In bytes. */
    file_size?: number;
    /** Its media type; empty where it is unknown. */
    mime_type?: string;
    /** Unknown fields are kept. */
    [field: string]: unknown;
  } | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A file of a conversation. It is found in that conversation alone. */
export class StoredFile extends ManagedResource<StoredFileData, Files> {
  readonly #about: NonNullable<StoredFileData["file_data"]> = Object(
    this.data.file_data,
  );

  /** Its id. */
  readonly id: string = toId(this.data.file_id);

  /** Its name. */
  readonly name: string | undefined = toText(this.#about.file_name);

  /** In bytes. */
  readonly size: number | undefined = toNumber(this.#about.file_size);

  /** Its media type. */
  readonly contentType: string | undefined = toText(this.#about.mime_type) ||
    undefined;

  /** 200 where it is there; 404 where the conversation has no such file. */
  readonly status: number | undefined = toNumber(this.data.meta);

  /** The attachment that shares it in a message of its conversation. */
  toAttachment(): FileAttachment {
    return new FileAttachment({ fileId: this.id });
  }
}
