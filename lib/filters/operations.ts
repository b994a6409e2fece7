import { compareIds } from "../util/ids.ts";
import type { Scalar } from "./criteria.ts";

/** Compares an attribute that is there with the value of a test. */
export type Operation = (attribute: unknown, value: unknown) => boolean;

/** The operations, by the names that Python and Groupy have for them. */
export const OPERATIONS: { readonly [name: string]: Operation } = {
  lt: (a, b) => compare(a, b) < 0,
  le: (a, b) => compare(a, b) <= 0,
  eq: (a, b) => compare(a, b) === 0,
  ne: (a, b) => compare(a, b) !== 0,
  ge: (a, b) => compare(a, b) >= 0,
  gt: (a, b) => compare(a, b) > 0,
  contains: (a, b) =>
    Array.isArray(a)
      ? a.includes(b)
      : typeof a === "string" && a.includes(String(b)),
};

/** As `eq`, but for white space and for Unicode's form of a text. */
export const alike: Operation = (a, b) => compare(plain(a), plain(b)) === 0;

/** A text as people type it: they see neither its form nor its spaces. */
function plain(value: unknown): unknown {
  return typeof value === "string"
    ? value.normalize("NFC").replace(/\s+/g, " ").trim()
    : value;
}

/** Negative, 0 or positive as `a` is less, equal or more; else `NaN`. */
function compare(a: unknown, b: unknown): number {
  if (typeof a !== typeof b) return NaN;
  if (isDigits(a) && isDigits(b)) return compareIds(a, b);
  const [left, right] = [a, b].map((it) => it instanceof Date ? +it : it) as [
    Scalar,
    Scalar,
  ];
  return left < right ? -1 : left > right ? 1 : left === right ? 0 : NaN;
}

function isDigits(value: unknown): value is string {
  return typeof value === "string" && /^\d+$/.test(value);
}
