import { FakeBrowser } from "../push/fake_browser.ts";

/** Takes a request, as a server does. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** What a module for edge workers exports. */
interface WorkerModule {
  default?: {
    fetch?(request: Request, env: object, ctx: object): Promise<Response>;
    scheduled?(controller: object, env: object, ctx: object): Promise<void>;
  };
  [className: string]: unknown;
}

/** The class of a Durable Object. */
type ObjectClass = new (ctx: object, env: object) => { alarm(): Promise<void> };

/** Puts something in the place of what a program finds there. */
export function replace(
  place: object,
  name: string,
  value: unknown,
): Disposable {
  const found = Object.getOwnPropertyDescriptor(place, name);
  const changed = { value, configurable: true, writable: true };
  Object.defineProperty(place, name, changed);
  return {
    [Symbol.dispose]() {
      if (found) Object.defineProperty(place, name, found);
      else Reflect.deleteProperty(place, name);
    },
  };
}

/** What a page finds, by its global name. */
export function pageGlobals(): { [name: string]: unknown } {
  const { locks, BroadcastChannel } = new FakeBrowser().open().options;
  const entries = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  };
  return { navigator: { locks }, BroadcastChannel, localStorage };
}

/**
 * Does with a module of an edge worker what its platform would do: calls what
 * is scheduled, and rings the alarm of each Durable Object.
 *
 * @param serve Given what takes requests, if anything does.
 * @param env The secrets of the worker.
 * @returns When all that was called has ended.
 */
export async function deploy(
  { default: worker = {}, ...classes }: WorkerModule,
  serve: (handler: Handler) => void,
  env: object,
): Promise<void> {
  const ctx = { storage: makeStorage(), waitUntil: () => {} };
  const bindings = { ...env, CURSORS: makeStorage() };
  if (worker.fetch) {
    serve((request) => worker.fetch!(request, bindings, ctx));
  }
  await worker.scheduled?.({}, bindings, ctx);
  for (const Class of Object.values(classes)) {
    await new (Class as ObjectClass)(ctx, bindings).alarm();
  }
}

/** What a Durable Object or a namespace of Workers KV keeps. */
function makeStorage() {
  const entries = new Map<string, string>();
  const storage = {
    get: (key: string) => Promise.resolve(entries.get(key) ?? null),
    put: (key: string, value: string) =>
      Promise.resolve(void entries.set(key, value)),
    transaction: (closure: (it: object) => Promise<unknown>) =>
      closure(storage),
  };
  return storage;
}
