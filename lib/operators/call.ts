import type { Observable } from "rxjs";

/** A thing with a command of this name. */
export type Commandable<
  Name extends string,
  Args extends readonly unknown[] = readonly [],
> = { readonly [N in Name]: (...args: Args) => Observable<unknown> };

/** The values that a command of a thing emits. */
export type Emitted<T, Name extends string> = T extends
  { readonly [N in Name]: (...args: never[]) => Observable<infer R> } ? R
  : never;

/** Calls a command of a thing, as its type has it. */
export function call<
  Name extends string,
  Args extends readonly unknown[],
  T extends Commandable<Name, Args>,
>(thing: T, name: Name, ...args: Args): Observable<Emitted<T, Name>> {
  // A generic method is known by its constraint alone, which emits anything.
  return thing[name](...args) as Observable<Emitted<T, Name>>;
}
