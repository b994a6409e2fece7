import type { OperatorFunction } from "rxjs";
import { call, type Commandable, type Emitted } from "./call.ts";
import { each, type EachOptions } from "./each.ts";

/**
 * Likes each message, with a heart; see {@linkcode react} for other reactions.
 * GroupMe keeps one reaction of a user and ignores a second one.
 *
 * @returns `true` for each message.
 */
export function like<T extends Commandable<"like">, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "like"> | E> {
  return each((message) => call(message, "like"), options);
}

/**
 * Takes your reaction to each message back.
 *
 * @returns `true` for each message.
 */
export function unlike<T extends Commandable<"unlike">, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "unlike"> | E> {
  return each((message) => call(message, "unlike"), options);
}

/**
 * Blocks each member, who can then no longer write to you directly.
 *
 * @returns The block of each member.
 */
export function block<T extends Commandable<"block">, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "block"> | E> {
  return each((member) => call(member, "block"), options);
}

/**
 * Unblocks each member, or the user of each block.
 *
 * @returns `true` for each of them.
 */
export function unblock<T extends Commandable<"unblock">, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "unblock"> | E> {
  return each((thing) => call(thing, "unblock"), options);
}

/**
 * Leaves each group.
 *
 * @returns `true` for each group.
 */
export function leave<T extends Commandable<"leave">, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "leave"> | E> {
  return each((group) => call(group, "leave"), options);
}

/**
 * Destroys each group of yours, for all its members, or each bot.
 *
 * @returns `true` for each of them.
 */
export function destroy<T extends Commandable<"destroy">, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "destroy"> | E> {
  return each((thing) => call(thing, "destroy"), options);
}

/**
 * Removes each member from its group.
 *
 * @returns `true` for each member.
 */
export function remove<T extends Commandable<"remove">, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "remove"> | E> {
  return each((member) => call(member, "remove"), options);
}
