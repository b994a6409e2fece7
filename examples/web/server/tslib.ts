/**
 * Stands in for `tslib` in the page: the helpers that rxjs, which is compiled for
 * browsers of 2015, takes from there, by the syntax that browsers have today.
 *
 * @module
 */

/** An awaited value of an async generator, told from one that it yields. */
class Awaited {
  constructor(readonly value: unknown) {}
}

/** Runs the generator that an async function was compiled to. */
export async function __awaiter(
  self: unknown,
  _args: unknown,
  _promise: unknown,
  run: () => Iterator<unknown>,
): Promise<unknown> {
  const steps = run.call(self) as Generator;
  let next = steps.next();
  while (!next.done) {
    next = await Promise.resolve(next.value).then(
      (value) => steps.next(value),
      (error) => steps.throw(error),
    );
  }
  return next.value;
}

/** The values of something that is iterated over by `for await`. */
export function __asyncValues<T>(it: AsyncIterable<T>): AsyncIterator<T> {
  return it[Symbol.asyncIterator]();
}

/** Awaits a value in an async generator. */
export function __await(value: unknown): Awaited {
  return new Awaited(value);
}

/** Runs the generator that an async generator was compiled to. */
export async function* __asyncGenerator(
  self: unknown,
  args: unknown[],
  run: (...args: unknown[]) => Generator,
): AsyncGenerator {
  const steps = run.apply(self, args);
  try {
    let next = steps.next();
    while (!next.done) {
      const { value } = next;
      // What fails ends it: no generator of rxjs catches it.
      next = steps.next(
        value instanceof Awaited ? await value.value : yield value,
      );
    }
  } finally {
    steps.return(undefined);
  }
}
