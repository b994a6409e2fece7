import { GroupMeError } from "../errors.ts";

/**
 * A store cannot be used: it is damaged, not a store, or of another account.
 * The message says which; choose another store, or restore a copy of this one.
 */
export class StoreError extends GroupMeError {
  /** As in its class, also where bundlers rename classes. */
  override name = "StoreError";
}

/**
 * A store has no more room. Its content stays whole; make room, and run
 * again: it goes on where it stopped.
 */
export class StoreFull extends StoreError {
  /** As in its class, also where bundlers rename classes. */
  override name = "StoreFull";
}

/** Another process writes to the store. Wait until it is done, or stop it. */
export class StoreBusy extends StoreError {
  /** As in its class, also where bundlers rename classes. */
  override name = "StoreBusy";
}

/** A newer version of this library wrote the store. Update the library. */
export class StoreNewer extends StoreError {
  /** As in its class, also where bundlers rename classes. */
  override name = "StoreNewer";
}
