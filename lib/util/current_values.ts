import {
  type BehaviorSubject,
  distinctUntilChanged,
  map,
  type Observable,
} from "rxjs";

/**
 * The values of a subject, each change once. A subscriber that changes the value
 * as it is told has all others told of it before they are told of the one
 * before, which would then be the last that they hear: they get that of now.
 *
 * @param isSame Whether two values count as the same; by identity unless given.
 */
export function currentValues<T>(
  subject: BehaviorSubject<T>,
  isSame?: (a: T, b: T) => boolean,
): Observable<T> {
  return subject.pipe(map(() => subject.value), distinctUntilChanged(isSame));
}
