import {
  memoryOutbox,
  type OutboxStore,
  webStorageOutbox,
} from "@rxgroupme/client/timeline";
import { outboxName } from "./kept_data.ts";

/**
 * What an account has not sent yet. It is kept by the time that the field is
 * emptied: a database would still be writing when the page is reloaded then.
 */
export function outboxStore(account: string): OutboxStore {
  try {
    return webStorageOutbox(localStorage, outboxName(account));
  } catch {
    // Storage that is denied.
    return memoryOutbox();
  }
}
