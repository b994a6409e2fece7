import { type Observable, of, switchMap } from "rxjs";
import type { ApiRequest } from "../transport/request.ts";
import { isObject, toObject } from "../wire/json.ts";

/** The part of a call that makes it a change. */
type Change<T> = Required<Pick<ApiRequest<T>, "idempotent" | "read">>;

/**
 * Changes a thing, which is safe to repeat; where the answer does not hold the
 * thing, as an empty one does not, it is read.
 *
 * @param field The field of the answer that holds the thing.
 * @param read Makes the thing of an answer that has the field.
 * @param current Requests the thing as it is.
 * @param send Sends the change.
 */
export function changeOrRead<T>(
  field: string,
  read: (answer: unknown) => T,
  current: Observable<T>,
  send: (change: Change<T | undefined>) => Observable<T | undefined>,
): Observable<T> {
  return send({
    idempotent: true,
    read: (answer) =>
      isObject(toObject(answer)[field]) ? read(answer) : undefined,
  }).pipe(switchMap((changed) => changed ? of(changed) : current));
}
