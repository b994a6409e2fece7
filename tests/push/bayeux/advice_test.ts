import { assertEquals } from "@std/assert";
import { delay, NEVER, of } from "rxjs";
import { META } from "../../../lib/push/bayeux/message.ts";
import { mergeAdvice, NO_ADVICE } from "../../../lib/push/bayeux/advice.ts";
import { event, leaving, letters, protocol, signs } from "../fake_transport.ts";

Deno.test("mergeAdvice() replaces field by field", () => {
  const first = mergeAdvice(NO_ADVICE, {
    reconnect: "retry",
    interval: 5,
    timeout: 600_000,
  });
  assertEquals(mergeAdvice(first, { interval: 7 }), {
    reconnect: "retry",
    interval: 7,
    timeout: 600_000,
  });
  assertEquals(mergeAdvice(first, { reconnect: "handshake" }), {
    reconnect: "handshake",
    interval: 5,
    timeout: 600_000,
  });
});

Deno.test("mergeAdvice() takes no nonsense", () => {
  for (const advice of [undefined, null, 7, "none", [], {}]) {
    assertEquals(mergeAdvice(NO_ADVICE, advice), NO_ADVICE);
  }
  const malformed = { interval: "soon", timeout: null };
  assertEquals(mergeAdvice(NO_ADVICE, malformed), NO_ADVICE);
  for (const timeout of [0, -1, -600_000]) {
    assertEquals(mergeAdvice(NO_ADVICE, { timeout }), NO_ADVICE);
  }
  const long = { interval: 1e12, timeout: 1e12 };
  assertEquals(mergeAdvice(NO_ADVICE, long), {
    reconnect: "retry",
    interval: 3_600_000,
    timeout: 3_600_000,
  });
});

Deno.test("Bayeux keeps the interval that the server advises", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.connect] = (it) =>
      of([transport.ok(it, { advice: { interval: 2_000 } }), event("x")])
        .pipe(delay(10));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 9ms x 2009ms x 2009ms x");
    flush();
  });
});

Deno.test("Bayeux repeats the handshake when a good answer advises it", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.connect] = (it, n) =>
      n > 1 ? NEVER : of([
        transport.ok(it, { advice: { reconnect: "handshake" } }),
        event("x"),
      ]).pipe(delay(10));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 9ms (xd) 498ms u");
    flush();
    assertEquals(transport.of(META.handshake).length, 2);
  });
});

Deno.test("Bayeux forgets what was advised about a client id together with it", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.handshake] = (it, n) =>
      of([transport.ok(it, { clientId: `c${n}` })]).pipe(delay(1));
    transport.answers[META.connect] = (it, n) =>
      of([
        n === 1
          ? transport.refuse(it, "401:c1:Unknown client", {
            advice: { reconnect: "handshake" },
          })
          : transport.ok(it),
      ]).pipe(delay(1_000));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(9_000))
      .toBe("c-u 999ms d 501ms u");
    flush();
    assertEquals(transport.of(META.handshake).length, 2);
  });
});

for (const advice of [{ reconnect: "none" }, { interval: -1 }]) {
  const shown = JSON.stringify(advice);

  Deno.test(`Bayeux ends after a poll that advises ${shown}, with its events`, () => {
    protocol(({ transport, bayeux, flush, expectObservable }) => {
      transport.answers[META.connect] = (it) =>
        of([transport.ok(it, { advice }), event("x")]).pipe(delay(10));
      expectObservable(bayeux.watch(["/a"]).pipe(letters())).toBe(
        "c-u 9ms (xe|)",
        {
          ...signs,
          e: "/meta/connect advised to stop",
        },
      );
      flush();
      assertEquals(transport.log().length, 3);
      assertEquals(transport.open, 0);
    });
  });

  Deno.test(`Bayeux ends when a handshake is refused and advises ${shown}`, () => {
    protocol(({ transport, bayeux, flush, expectObservable }) => {
      transport.answers[META.handshake] = (it) =>
        of([transport.refuse(it, "500::No", { advice })]).pipe(delay(1));
      expectObservable(bayeux.watch(["/a"]).pipe(letters())).toBe("c(e|)", {
        ...signs,
        e: "/meta/handshake 500::No",
      });
      flush();
      assertEquals(transport.log(), ["0 handshake"]);
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
  Deno.test(`Bayeux ends when a handshake is refused: ${words}`, () => {
    protocol(({ transport, bayeux, flush, expectObservable }) => {
      const advice = { reconnect: "handshake" };
      transport.answers[META.handshake] = (it) =>
        of([transport.refuse(it, words, { advice })]).pipe(delay(1));
      expectObservable(bayeux.watch(["/a"]).pipe(letters())).toBe("c(e|)", {
        ...signs,
        e: `/meta/handshake ${words}`,
      });
      flush();
      assertEquals(transport.log(), ["0 handshake"]);
    });
  });
}

Deno.test("Bayeux repeats the handshake when the server has trouble with it", () => {
  protocol(({ transport, bayeux, expectObservable }) => {
    const advice = { reconnect: "handshake" };
    transport.answers[META.handshake] = (it, n) =>
      of([
        n === 1
          ? transport.refuse(it, "500::Internal server error", { advice })
          : transport.ok(it, { clientId: "c2" }),
      ]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(9_000))
      .toBe("cd 501ms u");
  });
});

Deno.test("Bayeux ends when the transport says that there is no way on", () => {
  const error = new Error("no way");
  protocol(({ transport, bayeux, cold, expectObservable, flush }) => {
    transport.answers[META.connect] = () => cold("10ms #", undefined, error);
    expectObservable(bayeux.watch(["/a"]).pipe(letters()))
      .toBe("c-u 9ms (e|)", { ...signs, e: "no way" });
    flush();
    assertEquals(transport.open, 0);
  }, { isFatal: () => true });
});
