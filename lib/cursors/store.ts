import { assertLength, assertMethod } from "../util/validate.ts";

/**
 * Checks where a cursor is to be kept, before a stream stands on it: a binding
 * that is missing is `undefined`.
 *
 * @param store The store.
 * @param method A method of such a store.
 * @param name The name of the store's argument.
 * @param key The key of the cursor.
 * @throws {TypeError} When one of them is of another kind.
 * @throws {RangeError} When the key is empty.
 */
export function assertStore(
  store: unknown,
  method: string,
  name: string,
  key: string,
): void {
  // `undefined` passes for an option that is left out.
  assertMethod(store ?? null, method, name);
  assertLength(key, 1, Infinity, "key");
}
