import type { OperatorFunction } from "rxjs";
import { call, type Commandable, type Emitted } from "./call.ts";
import {
  each,
  type EachOptions,
  resolveValue,
  type ValueOrFactory,
} from "./each.ts";

/** How to add each member. */
export type AddToOptions<T, E = never> = EachOptions<T, E> & {
  /**
   * The nickname in the group, 1 to 50 characters, or a function that makes it
   * for the member.
   *
   * @default {the nickname in the group that the member is of}
   */
  nickname?: ValueOrFactory<T, string>;
};

/** The arguments of the command that adds a member to another group. */
export type AddToArguments = readonly [
  groupId: string,
  options?: { nickname?: string },
];

/**
 * Asks for each member to be added to another group; {@linkcode pollResults}
 * waits for the results.
 *
 * @param group A group, or its id.
 * @returns The request for each member.
 */
export function addTo<
  T extends Commandable<"addToGroup", AddToArguments>,
  E = never,
>(
  group: string | { readonly id: string },
  options: AddToOptions<T, E> = {},
): OperatorFunction<T, Emitted<T, "addToGroup"> | E> {
  const groupId = typeof group === "string" ? group : group.id;
  const { nickname: given } = options;
  return each((member) => {
    const nickname = given && resolveValue(given, member);
    return call(member, "addToGroup", groupId, nickname ? { nickname } : {});
  }, options);
}
