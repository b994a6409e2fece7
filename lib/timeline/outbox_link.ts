import { invalidArgument } from "../util/validate.ts";
import type { Outbox } from "./outbox.ts";
import type { OutboxCore } from "./outbox_core.ts";

// Apart from both, so that a timeline without an outbox bundles none.
const cores: WeakMap<Outbox, OutboxCore> = /* @__PURE__ */ new WeakMap();

/** Links an outbox to its core. */
export function linkCore(outbox: Outbox, core: OutboxCore): void {
  cores.set(outbox, core);
}

/**
 * The core of an outbox.
 *
 * @throws {TypeError} When it was not made by `outbox()`.
 */
export function coreOf(outbox: Outbox): OutboxCore {
  const core = cores.get(outbox);
  if (core) return core;
  throw invalidArgument("outbox", "it must be made by outbox()");
}
