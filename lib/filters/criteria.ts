/** A value of an accessor that can be compared as a whole. */
export type Scalar = string | number | bigint | boolean | Date;

/** A value that has an order. */
export type Ordered = string | number | bigint | Date;

/** The names of the accessors of `T` whose value, if any, is a `V`. */
export type Attribute<T, V> = {
  [K in keyof T & string]: NonNullable<T[K]> extends never ? never
    : NonNullable<T[K]> extends V ? K
    : never;
}[keyof T & string];

/** A part of a text, or an item of a list. */
export type Contained<V> = V extends readonly (infer Item)[] ? Item : V;

/**
 * Criteria of a thing by its accessors: all of them have to hold. A name alone
 * asks for an equal value; `name__lt`, `__le`, `__eq`, `__ne`, `__ge` and
 * `__gt` compare; `name__contains` looks into a text or a list.
 *
 * Dates compare by time, and texts of digits, such as ids, by their value. An
 * accessor that holds nothing passes no test, `__ne` included.
 *
 * @example Criteria of a group
 * ```ts
 * import { Client, type Criteria, findOne, type Group } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * const criteria: Criteria<Group> = {
 *   name__contains: "Family",
 *   createdAt__ge: new Date("2025-01-01"),
 * };
 * client.groups.listAll().pipe(findOne(criteria))
 *   .subscribe((group) => console.log(group.id));
 * ```
 */
export type Criteria<T> =
  & { readonly [K in Attribute<T, Scalar>]?: NonNullable<T[K]> }
  & {
    readonly [K in Attribute<T, Scalar> as `${K}__${"eq" | "ne"}`]?:
      NonNullable<T[K]>;
  }
  & {
    readonly [
      K in Attribute<T, Ordered> as `${K}__${"lt" | "le" | "ge" | "gt"}`
    ]?: NonNullable<T[K]>;
  }
  & {
    readonly [
      K in Attribute<T, string | readonly unknown[]> as `${K}__contains`
    ]?: Contained<NonNullable<T[K]>>;
  };

/** Tests, or a function that returns `true` for a match. */
export type Predicate<T> = Criteria<T> | ((thing: T) => boolean);
