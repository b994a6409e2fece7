import { assert, assertEquals } from "@std/assert";
import { concatMap, delay, NEVER, of, throwError, timer } from "rxjs";
import { BadResponse } from "@rxgroupme/client";
import { META } from "../../lib/push/bayeux/message.ts";
import {
  type Answering,
  event,
  leaving,
  letters,
  protocol,
} from "./fake_transport.ts";

const cut = (ms: number, error: Error = new Error("cut")) =>
  timer(ms).pipe(concatMap(() => throwError(() => error)));

/** Answers in turn, and then never. */
const inTurn = (...answers: Answering[]): Answering => (it, n) =>
  answers[n - 1]?.(it, n) ?? NEVER;

Deno.test("Bayeux is down after a failed poll, and up after a probe with the same client id", () => {
  protocol(({ wire, bayeux, flush, expectObservable, told }) => {
    wire.answers[META.connect] = inTurn(
      () => cut(100),
      (it) => of([wire.ok(it), event("x")]).pipe(delay(1)),
    );
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 99ms d 500ms (ux)");
    flush();
    assertEquals(wire.log().slice(2), [
      "2 connect",
      "602 connect",
      "603 connect",
      "5000 disconnect",
    ]);
    const [first, probe, next] = wire.of(META.connect);
    assertEquals(first?.advice, undefined);
    assertEquals(probe?.advice, { timeout: 0 });
    assertEquals(next?.advice, undefined);
    assertEquals(told.map(({ type }) => type), [
      "down",
      "up",
      "down",
      "up",
      "down",
    ]);
    assertEquals(told.at(-1), { type: "down", reason: "stopped" });
  });
});

Deno.test("Bayeux greets again where the server sits on a probe", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.connect] = inTurn(() => cut(100), () => NEVER);
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(9_000))
      .toBe("c-u 99ms d 5499ms d 1001ms u");
    flush();
    assertEquals(wire.log().slice(2), [
      "2 connect",
      "602 connect",
      "5602 disconnect",
      "6602 handshake",
      "6603 subscribe /a",
      "6604 connect",
      "9000 disconnect",
    ]);
  });
});

Deno.test("Bayeux waits longer with each failure, and forgets them after a good poll", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.connect] = (it, n) =>
      n === 5
        ? of([wire.ok(it)]).pipe(delay(1))
        : n === 6
        ? of([wire.ok(it)]).pipe(delay(999))
        : cut(1);
    expectObservable(bayeux.watch(["/a"]), leaving(20_000));
    flush();
    const polls = wire.sent.filter(({ message }) =>
      message.channel === META.connect
    ).map(({ at }) => at);
    const waits = polls.map((at, i) => at - (polls[i - 1] ?? at));
    // The good one is the fifth, a probe; after the sixth it starts over.
    assertEquals(waits, [
      0,
      501,
      1_001,
      2_001,
      4_001,
      1,
      999,
      501,
      1_001,
      2_001,
      4_001,
    ]);
  });
});

Deno.test("Bayeux takes a poll that was held for long as a good one, however it ended", () => {
  protocol(({ wire, bayeux, expectObservable }) => {
    wire.answers[META.connect] = (it) =>
      it.advice ? of([wire.ok(it)]).pipe(delay(1)) : cut(20_000);
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(80_000))
      .toBe(
        "c-u 19999ms d 500ms u 19999ms d 500ms u 19999ms d 500ms u",
      );
  });
});

Deno.test("Bayeux asks for shorter polls where something on the way cuts them with 504", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.timeout = 600_000;
    const late = new BadResponse("Gateway timeout", { status: 504 });
    wire.answers[META.connect] = (it) => {
      const { timeout = 600_000 } = (it.advice ?? {}) as { timeout?: number };
      return timeout > 60_000
        ? cut(60_000, late)
        : of([wire.ok(it)]).pipe(delay(Math.max(timeout, 1)));
    };
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(900_000))
      .toBe("c-u 59999ms d 500ms u");
    flush();
    assertEquals(wire.of(META.connect).at(-1)?.advice, { timeout: 48_000 });
    assertEquals(wire.of(META.handshake).length, 1);
  });
});

Deno.test("Bayeux notices that an open connection is mute", () => {
  protocol(({ wire, bayeux, expectObservable }) => {
    wire.timeout = 600_000;
    wire.answers[META.connect] = () => NEVER;
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(800_000))
      .toBe("c-u 729999ms d 501ms u");
  });
  protocol(({ wire, bayeux, expectObservable }) => {
    wire.answers[META.connect] = () => NEVER;
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(60_000))
      .toBe("c-u 45999ms d 501ms u");
  });
});

Deno.test("Bayeux greets again when a greeting is not answered", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.handshake] = (it, n) =>
      n === 1 ? NEVER : of([wire.ok(it, { clientId: "c2" })]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(40_000))
      .toBe("c 29999ms d 501ms u");
    flush();
  });
});

Deno.test("Bayeux takes an answer without the reply for an interruption, and its events as they are", () => {
  protocol(({ wire, bayeux, expectObservable }) => {
    wire.answers[META.connect] = inTurn(
      () => of([event("x")]).pipe(delay(10)),
      () => of([]).pipe(delay(10)),
      (it) => of([wire.ok(it)]).pipe(delay(1)),
    );
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 9ms (xd) 506ms d 1000ms u");
  });
});

Deno.test("Bayeux subscribes anew after a failure on the way there", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.subscribe] = (it, n) =>
      n === 1
        ? cut(10)
        : n === 2
        ? of([]).pipe(delay(1))
        : of([wire.ok(it)]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c 10ms d 501ms d 1001ms u");
    flush();
    assertEquals(wire.of(META.handshake).length, 3);
  });
});

for (
  const words of [
    "401:c1:Unknown client",
    "402:c1:Unknown Client ID",
    "402:clientId:Missing required parameter",
  ]
) {
  Deno.test(`Bayeux greets again when a poll is refused: ${words}`, () => {
    protocol(({ wire, bayeux, flush, expectObservable }) => {
      const advice = { reconnect: "handshake" };
      wire.answers[META.connect] = inTurn(
        (it) => of([wire.refuse(it, words, { advice })]).pipe(delay(5)),
      );
      expectObservable(bayeux.watch(["/a", "/b"]).pipe(letters()), leaving(999))
        .toBe("c-u 4ms d 501ms u");
      flush();
      assertEquals(wire.log().slice(3), [
        "2 connect",
        "507 handshake",
        "508 subscribe /a",
        "508 subscribe /b",
        "509 connect",
        "999 disconnect",
      ]);
      assertEquals(wire.of(META.connect).at(-1)?.clientId, "c2");
    });
  });
}

for (
  const words of ["401:c1:Unknown client", "402:c1:Unknown Client ID"]
) {
  Deno.test(`Bayeux greets again when a subscription is refused: ${words}`, () => {
    protocol(({ wire, bayeux, flush, expectObservable }) => {
      wire.answers[META.subscribe] = (it, n) =>
        of([n === 1 ? wire.refuse(it, words) : wire.ok(it)]).pipe(delay(1));
      expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(999))
        .toBe("c-d 501ms u");
      flush();
      assertEquals(wire.of(META.handshake).length, 2);
    });
  });
}

Deno.test("Bayeux does not loop when every poll is refused at once", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.connect] = (it) =>
      of([wire.refuse(it, "401:c:Unknown client")]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]), leaving(60_000));
    flush();
    assert(wire.of(META.handshake).length < 10);
  });
});

Deno.test("Bayeux does not loop when every good poll advises to greet again", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    const advice = { reconnect: "handshake" };
    wire.answers[META.connect] = (it) =>
      of([wire.ok(it, { advice }), event("x")]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]), leaving(60_000));
    flush();
    assert(wire.of(META.handshake).length < 10);
  });
});

for (const reconnect of ["handshake", "none"]) {
  Deno.test(`Bayeux does not heed what is advised about a client id that it gives up: ${reconnect}`, () => {
    protocol(({ wire, bayeux, flush, expectObservable }) => {
      wire.answers[META.connect] = (it, n) =>
        n === 2
          ? of([
            wire.refuse(it, "401:c:Unknown client", { advice: { reconnect } }),
          ]).pipe(delay(1))
          : of([wire.ok(it)]).pipe(delay(n === 3 ? 1 : 10_000));
      expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(15_000))
        .toBe("c-u 10002ms u");
      flush();
      assertEquals(wire.of(META.handshake).length, 2);
    }, { renewEvery: 10_000 });
  });
}

Deno.test("Bayeux says farewell to a client id that it never came to use", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.subscribe] = (it, n) =>
      n === 1 ? cut(1) : of([wire.ok(it)]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]), leaving(5_000));
    flush();
    assertEquals(wire.of(META.disconnect).map(({ clientId }) => clientId), [
      "c1",
      "c2",
    ]);
  });
});
