import { assert, assertEquals } from "@std/assert";
import { concatMap, delay, merge, NEVER, of, throwError, timer } from "rxjs";
import { META } from "../../lib/push/bayeux/message.ts";
import { event, leaving, letters, protocol } from "./fake_transport.ts";

Deno.test("Bayeux handshakes, subscribes and polls, and is up once subscribed", () => {
  protocol(({ transport, bayeux, expectObservable, flush }) => {
    const watching = bayeux.watch(["/a", "/b"]).pipe(letters());
    expectObservable(watching, leaving(5_000)).toBe("c-u");
    flush();
    assertEquals(transport.log(), [
      "0 handshake",
      "1 subscribe /a",
      "1 subscribe /b",
      "2 connect",
      "5000 disconnect",
    ]);
    assertEquals(transport.of(META.handshake)[0], {
      channel: "/meta/handshake",
      clientId: undefined,
      version: "1.0",
      supportedConnectionTypes: ["long-polling"],
      id: "1",
    });
    assertEquals(transport.of(META.connect)[0], {
      channel: "/meta/connect",
      clientId: "c1",
      connectionType: "long-polling",
      id: "4",
    });
  });
});

Deno.test("Bayeux passes on one event, and polls on at once", () => {
  protocol(({ transport, bayeux, expectObservable, flush }) => {
    transport.answers[META.connect] = (it, n) =>
      n > 1 ? NEVER : of([transport.ok(it), event("x")]).pipe(delay(1_000));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 999ms x");
    flush();
    assertEquals(transport.log().slice(2), [
      "2 connect",
      "1002 connect",
      "5000 disconnect",
    ]);
  });
});

Deno.test("Bayeux reads every element of an answer, in order", () => {
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.answers[META.connect] = (it, n) =>
      n > 1 ? NEVER : of([
        transport.ok(it),
        event("x"),
        event("y", "/nobody/asked"),
        event("z"),
        { channel: "/a", id: "9" },
      ]).pipe(delay(10));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-u 9ms (xyz)");
  });
});

Deno.test("Bayeux takes events that come with the answer to a subscription", () => {
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.answers[META.subscribe] = (it) =>
      of([event("x"), transport.ok(it)]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(5_000))
      .toBe("c-(xu)");
  });
});

Deno.test("Bayeux polls one at a time, with ids that grow", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.timeout = 1_000;
    const both = merge(bayeux.watch(["/a"]), bayeux.watch(["/b"]));
    expectObservable(both, leaving(600_000));
    flush();
    assertEquals(transport.mostPolls, 1);
    const ids = transport.sent.map(({ message }) => Number(message.id));
    assert(ids.every((id, i) => id > (ids[i - 1] ?? 0)), `${ids}`);
  });
});

Deno.test("Bayeux finds replies by channel where the server keeps ids to itself", () => {
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.answers[META.subscribe] = (it) =>
      of([transport.ok(it, { id: undefined })]).pipe(delay(1));
    transport.answers[META.connect] = (it, n) =>
      n > 1
        ? NEVER
        : of([transport.ok(it, { id: undefined }), event("x")]).pipe(delay(10));
    expectObservable(bayeux.watch(["/a", "/b"]).pipe(letters()), leaving(99))
      .toBe("c-u 9ms x");
  });
});

Deno.test("Bayeux makes at most 130 requests in an idle hour", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(3_600_000))
      .toBe("c-u 3300000ms u");
    flush();
    assert(transport.sent.length <= 130, `${transport.sent.length}`);
  });
});

Deno.test("Bayeux spaces polls that bring nothing", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.connect] = (it) =>
      of([transport.ok(it)]).pipe(delay(10));
    expectObservable(bayeux.watch(["/a"]), leaving(1_000));
    flush();
    assertEquals(transport.log().slice(2), [
      "2 connect",
      "252 connect",
      "502 connect",
      "752 connect",
      "1000 disconnect",
    ]);
  });
});

Deno.test("Bayeux changes client ids before they are too old, with everything of the old one", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.timeout = 40_000;
    transport.answers[META.connect] = (it) => {
      const { timeout = 40_000 } = (it.advice ?? {}) as { timeout?: number };
      const late = timeout === 0 ? [event("x")] : [];
      return of([transport.ok(it), ...late]).pipe(delay(Math.max(1, timeout)));
    };
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(110_000))
      .toBe("c-u 100000ms (xu)");
    flush();
    assertEquals(transport.log(), [
      "0 handshake",
      "1 subscribe /a",
      "2 connect",
      "40002 connect",
      "80002 connect",
      "100000 handshake",
      "100001 subscribe /a",
      "100002 connect",
      "100002 disconnect",
      "100003 connect",
      "100004 connect",
      "110000 disconnect",
    ]);
    const [, , third, drain, first] = transport.of(META.connect);
    assertEquals(third?.advice, { timeout: 19_998 });
    assertEquals([drain?.clientId, first?.clientId], ["c1", "c2"]);
    assertEquals([drain?.advice, first?.advice], [
      { timeout: 0 },
      { timeout: 0 },
    ]);
    assertEquals(
      transport.of(META.disconnect).map(({ clientId }) => clientId),
      ["c1", "c2"],
    );
  }, { renewEvery: 100_000 });
});

Deno.test("Bayeux emits once, and in order, what both client ids bring while they change", () => {
  protocol(({ transport, bayeux, expectObservable }) => {
    transport.timeout = 100_000;
    transport.answers[META.connect] = (it, n) => {
      const waiting = [[], ["v", "w", "x"], ["w", "x", "y"], ["y"]][n - 1];
      const { timeout = 100_000 } = (it.advice ?? {}) as { timeout?: number };
      return of([transport.ok(it), ...(waiting ?? []).map((it) => event(it))])
        .pipe(delay(Math.max(10, timeout)));
    };
    // What is the same later on is something new.
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(250_000))
      .toBe("c-u 100009ms (vwxu) 4ms y 99977ms y 11ms u");
  }, { renewEvery: 100_000 });
});

Deno.test("Bayeux leaves nothing behind, whenever it is left", () => {
  for (let ms = 1; ms < 12; ms++) {
    protocol(({ transport, bayeux, flush, expectObservable }) => {
      transport.answers[META.connect] = (it, n) =>
        n % 2
          ? timer(2).pipe(concatMap(() => throwError(() => new Error("cut"))))
          : of([transport.ok(it)]).pipe(delay(2));
      expectObservable(bayeux.watch(["/a"]), leaving(ms));
      flush();
      assertEquals(transport.open, 0);
      const isKnown = ms > 1;
      assertEquals(
        transport.of(META.disconnect).length,
        isKnown ? 1 : 0,
        `${ms}`,
      );
      const { at } = transport.sent.at(-1) ?? { at: NaN };
      assert(at <= ms, `${at} after ${ms}`);
    }, { delay: () => 0 });
  }
});

Deno.test("Bayeux gives up its last words after a while", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.disconnect] = () => NEVER;
    expectObservable(bayeux.watch(["/a"]), leaving(1_000));
    flush();
    assertEquals(transport.open, 0);
  });
});
