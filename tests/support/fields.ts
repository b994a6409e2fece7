import { assert } from "@std/assert";
import { isGroupMeError } from "@rxgroupme/client";
import { lastValueFrom, type Observable, toArray } from "rxjs";

/** The kind that fields of these names have, where they have a value. */
const KINDS: readonly (readonly [RegExp, (value: unknown) => boolean])[] = [
  [/^(?:id|\w+Id)$/, (it) => typeof it === "string"],
  [/^(?:\w+Ids|myVotes)$/, (it) => Array.isArray(it) && it.every(isId)],
  [/^\w+At$/, (it) => it instanceof Date && !Number.isNaN(+it)],
  [/^(?:is|requires)[A-Z]/, (it) => typeof it === "boolean"],
  [/^(?:\w*Count|count|votes|size)$/, (it) => typeof it === "number"],
  [
    /^(?:\w*[nN]ame|subject|title|text|bio|question|answer|state|\w+Url)$/,
    (it) => typeof it === "string",
  ],
];

function isId(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** Requests, and reads each field of what comes; an error is one of the library. */
export async function assertReadable(
  asked: Observable<unknown>,
): Promise<void> {
  let value: unknown;
  try {
    value = await lastValueFrom(asked.pipe(toArray()));
  } catch (error) {
    assert(isGroupMeError(error), Deno.inspect(error));
    return;
  }
  assertFields(value);
}

/** Reads each field of a value, and checks its kind by its name. */
function assertFields(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) return value.forEach(assertFields);
  JSON.stringify(value);
  for (const name of fieldsOf(value)) {
    const field: unknown = Reflect.get(value, name);
    const [, isRight] = KINDS.find(([names]) => names.test(name)) ?? [];
    assert(
      field === undefined || !isRight || isRight(field),
      `${name} is ${Deno.inspect(field)}`,
    );
    assertFields(field);
  }
}

/** Its fields and those of its classes, but for the JSON and the manager. */
function fieldsOf(value: object): readonly string[] {
  if (value === Object.prototype || value instanceof Date) return [];
  const { constructor: _, ...own } = Object.getOwnPropertyDescriptors(value);
  const names = Object.entries(own)
    .filter(([name]) => name !== "data" && name !== "manager")
    .filter(([, { get, enumerable }]) => get || enumerable)
    .map(([name]) => name);
  return [...names, ...fieldsOf(Object.getPrototypeOf(value))];
}
