import { assertEquals } from "@std/assert";
import { delay, NEVER, of } from "rxjs";
import { META } from "../../../lib/push/bayeux/message.ts";
import { advised, NO_ADVICE } from "../../../lib/push/bayeux/advice.ts";
import { event, leaving, letters, protocol, signs } from "../fake_transport.ts";

Deno.test("advised() replaces field by field", () => {
  const first = advised(NO_ADVICE, {
    reconnect: "retry",
    interval: 5,
    timeout: 600_000,
  });
  assertEquals(advised(first, { interval: 7 }), {
    reconnect: "retry",
    interval: 7,
    timeout: 600_000,
  });
  assertEquals(advised(first, { reconnect: "handshake" }), {
    reconnect: "handshake",
    interval: 5,
    timeout: 600_000,
  });
});

Deno.test("advised() takes no nonsense", () => {
  for (const advice of [undefined, null, 7, "none", [], {}]) {
    assertEquals(advised(NO_ADVICE, advice), NO_ADVICE);
  }
  const odd = { interval: "soon", timeout: null };
  assertEquals(advised(NO_ADVICE, odd), NO_ADVICE);
  const long = { interval: 1e12, timeout: 1e12 };
  assertEquals(advised(NO_ADVICE, long), {
    reconnect: "retry",
    interval: 3_600_000,
    timeout: 3_600_000,
  });
});

Deno.test("Bayeux keeps the interval that the server advises", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.connect] = (it) =>
      of([wire.ok(it, { advice: { interval: 2_000 } }), event("x")])
        .pipe(delay(10));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 9ms x 2009ms x 2009ms x");
    flush();
  });
});

Deno.test("Bayeux greets again when a good answer advises it", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.connect] = (it, n) =>
      n > 1 ? NEVER : of([
        wire.ok(it, { advice: { reconnect: "handshake" } }),
        event("x"),
      ]).pipe(delay(10));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 9ms (xd) 498ms u");
    flush();
    assertEquals(wire.of(META.handshake).length, 2);
  });
});

Deno.test("Bayeux forgets what was advised about a client id together with it", () => {
  protocol(({ wire, bayeux, flush, expectObservable }) => {
    wire.answers[META.handshake] = (it, n) =>
      of([wire.ok(it, { clientId: `c${n}` })]).pipe(delay(1));
    wire.answers[META.connect] = (it, n) =>
      of([
        n === 1
          ? wire.refuse(it, "401:c1:Unknown client", {
            advice: { reconnect: "handshake" },
          })
          : wire.ok(it),
      ]).pipe(delay(1_000));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(9_000))
      .toBe("c-u 999ms d 501ms u");
    flush();
    assertEquals(wire.of(META.handshake).length, 2);
  });
});

for (const advice of [{ reconnect: "none" }, { interval: -1 }]) {
  const shown = JSON.stringify(advice);

  Deno.test(`Bayeux ends after a poll that advises ${shown}, with its events`, () => {
    protocol(({ wire, bayeux, flush, expectObservable }) => {
      wire.answers[META.connect] = (it) =>
        of([wire.ok(it, { advice }), event("x")]).pipe(delay(10));
      expectObservable(bayeux.watch(["/a"]).pipe(letters())).toBe(
        "c-u 9ms (xe|)",
        {
          ...signs,
          e: "/meta/connect advised to stop",
        },
      );
      flush();
      assertEquals(wire.log().length, 3);
      assertEquals(wire.open, 0);
    });
  });

  Deno.test(`Bayeux ends when a greeting is refused and advises ${shown}`, () => {
    protocol(({ wire, bayeux, flush, expectObservable }) => {
      wire.answers[META.handshake] = (it) =>
        of([wire.refuse(it, "500::No", { advice })]).pipe(delay(1));
      expectObservable(bayeux.watch(["/a"]).pipe(letters())).toBe("c(e|)", {
        ...signs,
        e: "/meta/handshake 500::No",
      });
      flush();
      assertEquals(wire.log(), ["0 handshake"]);
    });
  });
}

for (
  const words of [
    "401::Unauthorized",
    "403::Handshake denied",
    "301:long-polling:Connection types not supported",
  ]
) {
  Deno.test(`Bayeux ends when a greeting is refused: ${words}`, () => {
    protocol(({ wire, bayeux, flush, expectObservable }) => {
      const advice = { reconnect: "handshake" };
      wire.answers[META.handshake] = (it) =>
        of([wire.refuse(it, words, { advice })]).pipe(delay(1));
      expectObservable(bayeux.watch(["/a"]).pipe(letters())).toBe("c(e|)", {
        ...signs,
        e: `/meta/handshake ${words}`,
      });
      flush();
      assertEquals(wire.log(), ["0 handshake"]);
    });
  });
}

Deno.test("Bayeux greets again when the server has trouble with it", () => {
  protocol(({ wire, bayeux, expectObservable }) => {
    const advice = { reconnect: "handshake" };
    wire.answers[META.handshake] = (it, n) =>
      of([
        n === 1
          ? wire.refuse(it, "500::Internal server error", { advice })
          : wire.ok(it, { clientId: "c2" }),
      ]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(9_000))
      .toBe("cd 501ms u");
  });
});

Deno.test("Bayeux ends when the wire says that there is no way on", () => {
  const error = new Error("no way");
  protocol(({ wire, bayeux, cold, expectObservable, flush }) => {
    wire.answers[META.connect] = () => cold("10ms #", undefined, error);
    expectObservable(bayeux.watch(["/a"]).pipe(letters()))
      .toBe("c-u 9ms (e|)", { ...signs, e: "no way" });
    flush();
    assertEquals(wire.open, 0);
  }, { isFinal: () => true });
});
