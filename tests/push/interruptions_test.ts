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
  protocol(({ transport, bayeux, flush, expectObservable, states }) => {
    transport.answers[META.connect] = inTurn(
      () => cut(100),
      (it) => of([transport.ok(it), event("x")]).pipe(delay(1)),
    );
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 99ms d 500ms (ux)");
    flush();
    assertEquals(transport.log().slice(2), [
      "2 connect",
      "602 connect",
      "603 connect",
      "5000 disconnect",
    ]);
    const [first, probe, next] = transport.of(META.connect);
    assertEquals(first?.advice, undefined);
    assertEquals(probe?.advice, { timeout: 0 });
    assertEquals(next?.advice, undefined);
    assertEquals(states.map(({ type }) => type), [
      "down",
      "up",
      "down",
      "up",
      "down",
    ]);
    assertEquals(states.at(-1), { type: "down", reason: "stopped" });
  });
});

Deno.test("Bayeux repeats the handshake where the server holds a probe", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.connect] = inTurn(() => cut(100), () => NEVER);
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(9_000))
      .toBe("c-u 99ms d 5499ms d 1001ms u");
    flush();
    assertEquals(transport.log().slice(2), [
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
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.connect] = (it, n) =>
      n === 5
        ? of([transport.ok(it)]).pipe(delay(1))
        : n === 6
        ? of([transport.ok(it)]).pipe(delay(999))
        : cut(1);
    expectObservable(bayeux.watch(["/a"]), leaving(20_000));
    flush();
    const polls = transport.sent.filter(({ message }) =>
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
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.answers[META.connect] = (it) =>
      it.advice ? of([transport.ok(it)]).pipe(delay(1)) : cut(20_000);
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(80_000))
      .toBe(
        "c-u 19999ms d 500ms u 19999ms d 500ms u 19999ms d 500ms u",
      );
  });
});

Deno.test("Bayeux asks for shorter polls where something on the way cuts them with 504", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.timeout = 600_000;
    const late = new BadResponse("Gateway timeout", { status: 504 });
    transport.answers[META.connect] = (it) => {
      const { timeout = 600_000 } = (it.advice ?? {}) as { timeout?: number };
      return timeout > 60_000
        ? cut(60_000, late)
        : of([transport.ok(it)]).pipe(delay(Math.max(timeout, 1)));
    };
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(900_000))
      .toBe("c-u 59999ms d 500ms u");
    flush();
    assertEquals(transport.of(META.connect).at(-1)?.advice, {
      timeout: 48_000,
    });
    assertEquals(transport.of(META.handshake).length, 1);
  });
});

Deno.test("Bayeux notices that an open connection is mute", () => {
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.timeout = 600_000;
    transport.answers[META.connect] = () => NEVER;
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(800_000))
      .toBe("c-u 729999ms d 501ms u");
  });
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.answers[META.connect] = () => NEVER;
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(60_000))
      .toBe("c-u 45999ms d 501ms u");
  });
});

Deno.test("Bayeux repeats the handshake when one is not answered", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.handshake] = (it, n) =>
      n === 1
        ? NEVER
        : of([transport.ok(it, { clientId: "c2" })]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(40_000))
      .toBe("c 29999ms d 501ms u");
    flush();
  });
});

Deno.test("Bayeux takes an answer without the reply for an interruption, and its events as they are", () => {
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.answers[META.connect] = inTurn(
      () => of([event("x")]).pipe(delay(10)),
      () => of([]).pipe(delay(10)),
      (it) => of([transport.ok(it)]).pipe(delay(1)),
    );
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 9ms (xd) 506ms d 1000ms u");
  });
});

Deno.test("Bayeux subscribes again after a failure before it is up", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.subscribe] = (it, n) =>
      n === 1
        ? cut(10)
        : n === 2
        ? of([]).pipe(delay(1))
        : of([transport.ok(it)]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c 10ms d 501ms d 1001ms u");
    flush();
    assertEquals(transport.of(META.handshake).length, 3);
  });
});

for (
  const words of [
    "401:c1:Unknown client",
    "402:c1:Unknown Client ID",
    "402:clientId:Missing required parameter",
  ]
) {
  Deno.test(`Bayeux repeats the handshake when a poll is refused: ${words}`, () => {
    protocol(({ transport, bayeux, flush, expectObservable }) => {
      const advice = { reconnect: "handshake" };
      transport.answers[META.connect] = inTurn(
        (it) => of([transport.refuse(it, words, { advice })]).pipe(delay(5)),
      );
      expectObservable(bayeux.watch(["/a", "/b"]).pipe(letters()), leaving(999))
        .toBe("c-u 4ms d 501ms u");
      flush();
      assertEquals(transport.log().slice(3), [
        "2 connect",
        "507 handshake",
        "508 subscribe /a",
        "508 subscribe /b",
        "509 connect",
        "999 disconnect",
      ]);
      assertEquals(transport.of(META.connect).at(-1)?.clientId, "c2");
    });
  });
}

for (
  const words of ["401:c1:Unknown client", "402:c1:Unknown Client ID"]
) {
  Deno.test(`Bayeux repeats the handshake when a subscription is refused: ${words}`, () => {
    protocol(({ transport, bayeux, flush, expectObservable }) => {
      transport.answers[META.subscribe] = (it, n) =>
        of([n === 1 ? transport.refuse(it, words) : transport.ok(it)]).pipe(
          delay(1),
        );
      expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(999))
        .toBe("c-d 501ms u");
      flush();
      assertEquals(transport.of(META.handshake).length, 2);
    });
  });
}

Deno.test("Bayeux does not loop when every poll is refused at once", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.connect] = (it) =>
      of([transport.refuse(it, "401:c:Unknown client")]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]), leaving(60_000));
    flush();
    assert(transport.of(META.handshake).length < 10);
  });
});

Deno.test("Bayeux does not loop when every good poll advises a handshake", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    const advice = { reconnect: "handshake" };
    transport.answers[META.connect] = (it) =>
      of([transport.ok(it, { advice }), event("x")]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]), leaving(60_000));
    flush();
    assert(transport.of(META.handshake).length < 10);
  });
});

for (const reconnect of ["handshake", "none"]) {
  Deno.test(`Bayeux does not heed what is advised about a client id that it gives up: ${reconnect}`, () => {
    protocol(({ transport, bayeux, flush, expectObservable }) => {
      transport.answers[META.connect] = (it, n) =>
        n === 2
          ? of([
            transport.refuse(it, "401:c:Unknown client", {
              advice: { reconnect },
            }),
          ]).pipe(delay(1))
          : of([transport.ok(it)]).pipe(delay(n === 3 ? 1 : 10_000));
      expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(15_000))
        .toBe("c-u 10002ms u");
      flush();
      assertEquals(transport.of(META.handshake).length, 2);
    }, { renewEvery: 10_000 });
  });
}

Deno.test("Bayeux disconnects a client id that it never came to use", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.subscribe] = (it, n) =>
      n === 1 ? cut(1) : of([transport.ok(it)]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]), leaving(5_000));
    flush();
    assertEquals(
      transport.of(META.disconnect).map(({ clientId }) => clientId),
      [
        "c1",
        "c2",
      ],
    );
  });
});

Deno.test("Bayeux gets another client id where an unsubscription fails, and asks for what is wanted alone", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.unsubscribe] = () => cut(10);
    transport.answers[META.connect] = (it) => {
      // A server that has not heard of it goes on sending.
      const gone = it.clientId === "c1" && it.advice === undefined;
      return of([transport.ok(it), event(gone ? "y" : "x", gone ? "/b" : "/a")])
        .pipe(delay(gone ? 2_000 : it.advice ? 1 : 20_000));
    };
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(9_000))
      .toBe("c-u 1007ms d 502ms (xu)");
    expectObservable(bayeux.watch(["/b"]), "100ms ^ 899ms !");
    flush();
    assertEquals(transport.log().slice(2), [
      "2 connect",
      "100 subscribe /b",
      "1000 unsubscribe /b",
      "1510 handshake",
      "1511 subscribe /a",
      "1512 connect",
      "1512 disconnect",
      "1513 connect",
      "1514 connect",
      "9000 disconnect",
    ]);
    const ids = transport.sent.slice(-6).map(({ message }) => message.clientId);
    assertEquals(ids, ["c2", "c1", "c1", "c2", "c2", "c2"]);
  });
});

Deno.test("Bayeux sends an unsubscription once however often the server fails, and backs off", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.unsubscribe] = () => cut(10);
    transport.answers[META.handshake] = (it, n) =>
      n > 1 && n < 5
        ? cut(10)
        : of([transport.ok(it, { clientId: `c${n}` })]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]), leaving(30_000));
    expectObservable(bayeux.watch(["/b"]), "100ms ^ 899ms !");
    flush();
    assertEquals(transport.of(META.unsubscribe).length, 1);
    const shaken = transport.sent.filter(({ message }) =>
      message.channel === META.handshake
    ).map(({ at }) => at);
    assertEquals(shaken, [0, 1_510, 2_520, 4_530, 8_540]);
    assertEquals(transport.of(META.subscribe).at(-1)?.subscription, "/a");
  });
});

Deno.test("Bayeux gets another client id where a failed poll cuts off an unsubscription", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.unsubscribe] = () => NEVER;
    transport.answers[META.connect] = inTurn(() => cut(1_000));
    expectObservable(bayeux.watch(["/a"]), leaving(4_000));
    expectObservable(bayeux.watch(["/b"]), "100ms ^ 889ms !");
    flush();
    assertEquals(transport.log().slice(4, 8), [
      "990 unsubscribe /b",
      "1502 handshake",
      "1503 subscribe /a",
      "1504 connect",
    ]);
  });
});
