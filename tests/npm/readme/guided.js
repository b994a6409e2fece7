// Sends what goes to GroupMe to the simulator that is served at GROUPME_API,
// and ends the program once it has shown its greeting; with 1, where none comes.
const LIMIT_MS = 30_000;

const { fetch } = globalThis;
const { GROUPME_API = "" } = process.env;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const { pathname, search } = new URL(request.url);
  return fetch(new Request(GROUPME_API + pathname + search, request));
};

const { log } = console;
console.log = (...parts) => {
  log(...parts);
  if (`${parts}`.includes("Hello")) process.exit(0);
};
setTimeout(() => process.exit(1), LIMIT_MS);
