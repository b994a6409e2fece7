import type { Observable, OperatorFunction } from "rxjs";
import {
  each,
  type EachOptions,
  type Emitted,
  resolveValue,
  type ValueOrFactory,
} from "./each.ts";

/** Who can be added to a group: a member of another one. */
export interface Addable {
  /** Asks for the user to be added. */
  addToGroup(
    groupId: string,
    options?: { nickname?: string },
  ): Observable<unknown>;
}

/** How to add each user. */
export type AddToOptions<T, E = never> = EachOptions<T, E> & {
  /**
   * The name in the group, or what makes it of the user.
   *
   * @default {the name that the user has where it is a member}
   */
  nickname?: ValueOrFactory<T, string>;
};

/**
 * Asks for each user to be added to a group; `poll` waits for what becomes of
 * it.
 *
 * @param group A group, or its id.
 * @returns What each `addToGroup()` emits: the request.
 */
export function addTo<T extends Addable, E = never>(
  group: string | { readonly id: string },
  options: AddToOptions<T, E> = {},
): OperatorFunction<T, Emitted<T["addToGroup"]> | E> {
  const groupId = typeof group === "string" ? group : group.id;
  const { nickname } = options;
  return each((user) => {
    const name = nickname && resolveValue(nickname, user);
    const asked = user.addToGroup(groupId, name ? { nickname: name } : {});
    return asked as Observable<Emitted<T["addToGroup"]>>;
  }, options);
}
