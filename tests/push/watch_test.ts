import { assertEquals } from "@std/assert";
import { catchError, delay, merge, NEVER, of, retry } from "rxjs";
import { META } from "../../lib/push/bayeux/message.ts";
import { event, leaving, letters, protocol, signs } from "./fake_transport.ts";

Deno.test("Bayeux.watch() shares one connection, closed with the last", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    const watching = bayeux.watch(["/a"]).pipe(letters());
    expectObservable(watching, leaving(1_000)).toBe("c-u");
    expectObservable(watching, "--- ^ 1996ms !").toBe("---u");
    flush();
    assertEquals(transport.log(), [
      "0 handshake",
      "1 subscribe /a",
      "2 connect",
      "2000 disconnect",
    ]);
  });
});

Deno.test("Bayeux.watch() connects again after the last subscriber has left", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    const watching = bayeux.watch(["/a"]).pipe(letters());
    expectObservable(watching, leaving(10)).toBe("c-u");
    expectObservable(watching, "20ms ^ 9ms !").toBe("20ms c-u");
    flush();
    assertEquals(transport.of(META.handshake).length, 2);
    assertEquals(transport.of(META.disconnect).length, 2);
  });
});

Deno.test("Bayeux.watch() subscribes to and unsubscribes from channels as they are wanted", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    expectObservable(bayeux.watch(["/a"]), leaving(9_000));
    const more = bayeux.watch(["/a", "/b"]).pipe(letters());
    expectObservable(more, "1s ^ 1999ms !").toBe("1s -u");
    expectObservable(more, "2s ^ 1999ms !").toBe("2s u");
    flush();
    assertEquals(transport.log(), [
      "0 handshake",
      "1 subscribe /a",
      "2 connect",
      "1000 subscribe /b",
      "4000 unsubscribe /b",
      "9000 disconnect",
    ]);
  });
});

Deno.test("Bayeux.watch() subscribes to many channels in two requests", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    expectObservable(bayeux.watch(["/a"]), leaving(9_000));
    const many = Array.from(
      { length: 20 },
      (_, i) => bayeux.watch([`/b/${i}`]),
    );
    expectObservable(merge(...many).pipe(letters()), "1s ^ 999ms !")
      .toBe("1s -u(uuuuuuuuuuuuuuuuuuu)");
    flush();
    const times = transport.sent.filter(({ message }) =>
      message.channel === META.subscribe
    ).map(({ at }) => at);
    assertEquals([...new Set(times)], [1, 1_000, 1_001]);
  });
});

Deno.test("Bayeux.watch() is states what was wanted while it was down", () => {
  protocol(({ transport, bayeux, cold, flush, expectObservable }) => {
    transport.answers[META.connect] = (it, n) =>
      n === 1
        ? cold("100ms #")
        : n === 2
        ? of([transport.ok(it)]).pipe(delay(1))
        : NEVER;
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(2_000))
      .toBe("c-u 99ms d 500ms u");
    expectObservable(bayeux.watch(["/b"]).pipe(letters()), "300ms ^ 1699ms !")
      .toBe("300ms d 303ms u");
    flush();
    assertEquals(transport.log().slice(2), [
      "2 connect",
      "602 connect",
      "603 subscribe /b",
      "603 connect",
      "2000 unsubscribe /a",
      "2000 disconnect",
    ]);
  });
});

Deno.test("Bayeux.watch() errors for subscribers of a refused channel alone", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.subscribe] = (it) =>
      of([
        it.subscription === "/b"
          ? transport.refuse(it, "403:/b:Forbidden channel")
          : transport.ok(it),
      ]).pipe(delay(1));
    transport.answers[META.connect] = (it, n) =>
      n > 1 ? NEVER : of([transport.ok(it), event("x")]).pipe(delay(100));
    const refused = { ...signs, e: "/b 403:/b:Forbidden channel" };
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(1_000))
      .toBe("c-u 99ms x");
    expectObservable(bayeux.watch(["/a", "/b"]).pipe(letters()))
      .toBe("c-(e|)", refused);
    expectObservable(bayeux.watch(["/b"]).pipe(letters()), "50ms ^ 99ms !")
      .toBe("50ms -(e|)", refused);
    flush();
    assertEquals(transport.of(META.unsubscribe), []);
  });
});

Deno.test("Bayeux.watch() begins again for who subscribes at once after an error", () => {
  const words = "403::Handshake denied";
  protocol(({ transport, bayeux, flush, expectObservable, states }) => {
    transport.answers[META.handshake] = (it, n) =>
      of([
        n === 1 ? transport.refuse(it, words) : transport.ok(it, {
          clientId: "c2",
        }),
      ]).pipe(delay(1));
    const watching = bayeux.watch(["/a"]);
    expectObservable(watching.pipe(retry(1), letters()), leaving(2_000))
      .toBe("cc-u");
    expectObservable(watching.pipe(letters()), "100ms ^ 1899ms !")
      .toBe("100ms u");
    expectObservable(bayeux.publish("/a", "x"), "200ms ^ 1799ms !")
      .toBe("200ms -(t|)", { t: true });
    flush();
    assertEquals(states.map(({ type }) => type), [
      "down",
      "down",
      "down",
      "up",
      "down",
    ]);
  });
});

Deno.test("Bayeux.watch() closes the connection when all channels are refused", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers[META.subscribe] = (it) =>
      of([transport.refuse(it, "403:/a:Forbidden channel")]).pipe(delay(1));
    expectObservable(bayeux.watch(["/a"]).pipe(letters()))
      .toBe("c-(e|)", { ...signs, e: "/a 403:/a:Forbidden channel" });
    flush();
    assertEquals(transport.log(), [
      "0 handshake",
      "1 subscribe /a",
      "2 disconnect",
    ]);
  });
});

Deno.test("Bayeux.renew() subscribes to everything again, without an interruption", () => {
  protocol(({ transport, bayeux, cold, flush, expectObservable }) => {
    expectObservable(bayeux.watch(["/a", "/b"]).pipe(letters()), leaving(9_000))
      .toBe("c-u");
    cold("1s x").subscribe(() => bayeux.renew());
    flush();
    assertEquals(transport.log().slice(3), [
      "2 connect",
      "1000 subscribe /a",
      "1000 subscribe /b",
      "9000 disconnect",
    ]);
  });
});

Deno.test("Bayeux.publish() publishes over the connection that there is", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    expectObservable(bayeux.watch(["/a"]), leaving(9_000));
    const published = bayeux.publish("/b", { x: 1 });
    expectObservable(published, "1s ^").toBe("1s -(t|)", { t: true });
    flush();
    assertEquals(transport.log().slice(2), [
      "2 connect",
      "1000 /b",
      "9000 disconnect",
    ]);
    assertEquals(transport.of("/b")[0]?.data, { x: 1 });
    assertEquals(transport.of("/b")[0]?.clientId, "c1");
  });
});

Deno.test("Bayeux.publish() connects for itself, and leaves", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    const published = bayeux.publish("/b", {});
    expectObservable(published).toBe("--(t|)", { t: true });
    flush();
    assertEquals(transport.log(), [
      "0 handshake",
      "1 /b",
      "1 connect",
      "2 disconnect",
    ]);
    assertEquals(transport.open, 0);
  });
});

Deno.test("Bayeux.publish() errors when it is refused, and when it is down", () => {
  protocol(({ transport, bayeux, cold, flush, expectObservable }) => {
    transport.answers["/b"] = (it) =>
      of([transport.refuse(it, "407:/b:Failed to publish")]).pipe(delay(1));
    const error = new Error("cut");
    transport.answers[META.connect] = () => cold("10s #", undefined, error);
    expectObservable(bayeux.watch(["/a"]), leaving(10_200));
    const published = bayeux.publish("/b", {}).pipe(
      catchError(({ message }) => of(message)),
    );
    expectObservable(published, "1s ^")
      .toBe("1s -(r|)", { r: "/b 407:/b:Failed to publish" });
    expectObservable(published, "10100ms ^").toBe("10100ms (c|)", { c: "cut" });
    flush();
  });
});

Deno.test("Bayeux.publish() errors when no acknowledgement comes", () => {
  protocol(({ transport, bayeux, flush, expectObservable }) => {
    transport.answers["/b"] = () => NEVER;
    expectObservable(bayeux.watch(["/a"]).pipe(letters()), leaving(60_000))
      .toBe("c-u");
    const errors: unknown[] = [];
    bayeux.publish("/b", {}).subscribe({ error: (it) => errors.push(it) });
    flush();
    assertEquals(errors.map(String), [
      "NoResponse: Cannot reach /b: no reply. Check the network",
    ]);
  });
});
