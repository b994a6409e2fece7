// Imports entry points where whatever could act throws, and tells what changed.
const before = Object.getOwnPropertyNames(globalThis);
const prototypes = [Object, Array, Function, Promise, Map, Set, String, Symbol]
  .flatMap((it) => [it, it.prototype]).filter(Boolean);
const names = prototypes.map((it) => Reflect.ownKeys(it).length);
for (const name of ["fetch", "setTimeout", "setInterval", "setImmediate"]) {
  globalThis[name] = () => {
    throw new Error(`${name} was called`);
  };
}
Math.random = () => {
  throw new Error("asked for chance");
};
for (const entry of process.argv.slice(2)) await import(entry);
const changed = [
  ...Object.getOwnPropertyNames(globalThis).filter((it) =>
    !before.includes(it)
  ),
  ...prototypes.filter((it, i) => Reflect.ownKeys(it).length !== names[i]),
];
console.log(changed.length === 0 ? "quiet" : changed);
