/**
 * Uses three bundles of `dist/` together; its argument is where they are.
 *
 * @module
 */

const [dir] = process.argv.slice(2);
const { Client, Unauthorized } = await import(`${dir}mod.js`);
const { push } = await import(`${dir}push.js`);
const { GroupMeSimulator } = await import(`${dir}testing.js`);

const simulator = new GroupMeSimulator();
const group = simulator.addGroup({ history: 250 });

/** A client of the simulator. */
function client(token) {
  return new Client({ token, fetch: (request) => simulator.fetch(request) });
}

const messages = client(simulator.token).groups.messages(group.id);
let count = 0;
for await (const _ of messages.listAll()) count += 1;

push(client("wrong")).events().subscribe({
  error: (error) => {
    const isOurs = error instanceof Unauthorized;
    console.log(`${count} messages, then ${isOurs ? error.name : error}`);
  },
});
