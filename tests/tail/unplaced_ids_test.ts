import { assertEquals } from "@std/assert";
import { commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { everyTopic } from "@rxgroupme/client/topics";
import { world } from "../support/world.ts";

/** Ids that hold no time, of a message that is written at this moment. */
const IDS: { readonly [kind: string]: (seconds: number) => string } = {
  "ten digits, as in GroupMe's first years": (seconds) => `${seconds}`,
  "16 digits": (seconds) => `${seconds}123456`,
  "19 digits": (seconds) => `${seconds}123456787`,
  "a time far ahead": (seconds) => `9${`${seconds}`.slice(1)}12345678`,
};

function account() {
  const made = world();
  const { simulator, clock } = made;
  const other = simulator.addUser();
  const group = simulator.addGroup({ members: [other], history: 5 });
  const write = (where: { id: string }, idOf?: (seconds: number) => string) => {
    const id = idOf?.(Math.floor(clock.now() / 1_000));
    return simulator.inject(where, { id }).id;
  };
  return { ...made, other, group, write };
}

for (const [kind, idOf] of Object.entries(IDS)) {
  Deno.test(`tail() of all delivers a message with an id of ${kind}, and those after it, wherever it turns up`, async () => {
    for (const place of ["group", "chat", "topic", "new topic", "new group"]) {
      for (const order of ["odd,plain", "plain,odd,plain", "plain,odd"]) {
        const { simulator, client, clock, other, group, write } = account();
        const members = [other];
        const places: { readonly [place: string]: () => { id: string } } = {
          group: () => simulator.addGroup({ members, history: 3 }),
          chat: () => simulator.addChat(other),
          topic: () => group.addTopic({ history: 2 }),
        };
        const before = places[place]?.();
        const also = [everyTopic(client)];
        const got: string[] = [];
        const running = client.tail({ also })
          .subscribe(({ id }) => got.push(id));
        await clock.advance(60_000);
        write(group);
        await clock.advance(30_000);
        const where = before ??
          (place === "new topic"
            ? group.addTopic()
            : simulator.addGroup({ members }));
        got.length = 0;
        const sent: string[] = [];
        for (const it of order.split(",")) {
          sent.push(write(where, it === "odd" ? idOf : undefined));
          await clock.advance(12_000);
        }
        await clock.advance(60_000);
        const mine = got.filter((id) => sent.includes(id));
        const what = `${place}: ${order}`;
        assertEquals(mine.toSorted(), sent.toSorted(), what);
        running.unsubscribe();
        assertEquals(clock.pending, 0, what);
      }
    }
  });

  Deno.test(`tail() of all begins with what is new where a group has 150 ids of ${kind}`, async () => {
    const { simulator, client, clock, other, group, write } = account();
    const old = simulator.addGroup({ members: [other] });
    for (let i = 0; i < 150; i++) {
      write(old, idOf);
      await clock.advance(2_000);
    }
    await clock.advance(86_400_000);
    write(group);
    await clock.advance(60_000);
    const got: string[] = [];
    const running = client.tail().subscribe(({ id }) => got.push(id));
    await clock.advance(120_000);
    assertEquals(got, []);
    simulator.resetRequests();
    await clock.advance(100_000);
    const reads = simulator.requests
      .filter(({ path }) => path.endsWith("/messages"));
    assertEquals(reads, [], "it is read once");
    const id = write(old);
    await clock.advance(60_000);
    assertEquals(got, [id]);
    running.unsubscribe();
  });

  Deno.test(`tail() from the beginning delivers all of a history that begins with 150 ids of ${kind}`, async () => {
    const { simulator, client, clock, other, write } = account();
    const old = simulator.addGroup({ members: [other] });
    for (let i = 0; i < 150; i++) {
      write(old, idOf);
      await clock.advance(2_000);
    }
    const got: string[] = [];
    write(old);
    const running = client.groups.messages(old.id).tail({ since: "beginning" })
      .subscribe(({ id }) => got.push(id));
    await clock.advance(60_000);
    write(old);
    await clock.advance(60_000);
    assertEquals([got.length, new Set(got).size], [old.size, old.size]);
    running.unsubscribe();
  });

  for (const  of of["one group", "all"]) {
    Deno.test(`tail() of ${of} goes on by a cursor and repeats no id of ${kind}`, async () => {
      const { client, clock, group, write } = account();
      const cursor = memoryCursor();
      const got: string[] = [];
      const begin = () => {
        const tail = of === "all"
          ? client.tail({ cursor })
          : client.groups.messages(group.id).tail({ cursor });
        return tail.pipe(commit(cursor)).subscribe(({ id }) => got.push(id));
      };
      const sent: string[] = [];
      let running = begin();
      await clock.advance(30_000);
      for (
        const what of "plain odd stop plain odd plain stop odd stop plain plain"
          .split(" ")
      ) {
        if (what === "stop") {
          running.unsubscribe();
          running = begin();
        } else sent.push(write(group, what === "odd" ? idOf : undefined));
        await clock.advance(12_000);
      }
      await clock.advance(120_000);
      assertEquals(got.toSorted(), sent.toSorted());
      running.unsubscribe();
    });
  }
}
