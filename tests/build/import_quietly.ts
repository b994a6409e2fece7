/**
 * Imports its arguments, while whatever a module could do thereby throws.
 *
 * @module
 */

// For npm, Deno itself adds to what is global.
import "rxjs";

const scope: Record<string, unknown> = globalThis as object as typeof scope;
for (const name of ["fetch", "setTimeout", "setInterval", "queueMicrotask"]) {
  scope[name] = () => {
    throw new Error(`${name} was called`);
  };
}
crypto.getRandomValues = crypto.randomUUID = () => {
  throw new Error("crypto was called");
};
Math.random = Date.now = () => {
  throw new Error("asked for chance or time");
};

const before = Object.keys(scope);
for (const path of Deno.args) await import(path);
const added = Object.keys(scope).filter((name) => !before.includes(name));
console.log(added.length === 0 ? "quiet" : `globals: ${added}`);
