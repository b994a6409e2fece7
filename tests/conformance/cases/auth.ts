import { assertEquals, one } from "../assert.ts";
import type { Cases } from "../scene.ts";

/** Where the token goes. */
export const auth: Cases = {
  async "the token goes into a header, and into no address"(
    { client, simulator },
  ) {
    await one(client().groups.list());
    const asked = await simulator.requests();
    assertEquals(asked.map(({ auth }) => auth), ["header"]);
  },

  async "with auth: query it goes into the query alone"(
    { client, simulator },
  ) {
    await one(client({ auth: "query" }).groups.list());
    const asked = await simulator.requests();
    assertEquals(
      asked.map(({ method, auth }) => [method, auth]),
      [["GET", "query"]],
    );
  },

  async "the token may be asked for, once for each request"(
    { client, simulator, token },
  ) {
    const asked: string[] = [];
    const { groups } = client({
      token: () => {
        asked.push("");
        return Promise.resolve(token);
      },
    });
    assertEquals(asked.length, 0);
    await one(groups.list());
    await one(groups.list());
    assertEquals(asked.length, 2);
    const answered = await simulator.requests();
    assertEquals(answered.map(({ status }) => status), [200, 200]);
  },

  async "headers of one's own go along"({ client, simulator, token }) {
    // Such as the simulator tells of.
    const headers = { "x-access-token": token };
    await one(client({ auth: "query", headers }).groups.list());
    const asked = await simulator.requests();
    assertEquals(asked.map(({ auth }) => auth), ["header"]);
  },
};
