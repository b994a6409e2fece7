/**
 * Uses three bundles together.
 *
 * @param dir Where they are, with a slash at the end.
 * @param others What else can be imported beside them.
 */
export async function together(dir, others = []) {
  for (const name of others) await import(`${dir}${name}.js`);
  const { Client, Unauthorized } = await import(`${dir}mod.js`);
  const { push } = await import(`${dir}push.js`);
  const { GroupMeSimulator } = await import(`${dir}testing.js`);

  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ history: 250 });
  const client = (token) =>
    new Client({ token, fetch: (request) => simulator.fetch(request) });

  let count = 0;
  const messages = client(simulator.token).groups.messages(group.id);
  for await (const _ of messages.listAll()) count += 1;

  const failure = await new Promise((resolve) =>
    push(client("wrong")).events().subscribe({ error: resolve })
  );
  return `${count}, then ${failure instanceof Unauthorized && failure.name}`;
}
