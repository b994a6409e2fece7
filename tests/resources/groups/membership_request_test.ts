import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  BadResponse,
  MembershipRequest,
  Memberships,
  NotFound,
  ResultsExpired,
  ResultsNotReady,
} from "@rxgroupme/client";
import {
  catchError,
  defer,
  identity,
  lastValueFrom,
  map,
  type Observable,
  throwError,
} from "rxjs";
import { TestScheduler } from "rxjs/testing";
import type { ApiRequest } from "../../../lib/transport/request.ts";
import { recorded } from "../../support/recorded.ts";

const requests = [
  { nickname: "Mari", userId: "2", guid: "g1" },
  { nickname: "Dov", userId: "3", guid: "g2" },
];
const answers = { r: { members: [{ id: "9", user_id: "2", guid: "g1" }] } };
const notReady = new BadResponse("503", { status: 503 });
const expired = new NotFound("404", { status: 404 });

/** A request in virtual time, over a session that answers in turn. */
function scripted(scheduler: TestScheduler, ...turns: Observable<unknown>[]) {
  const left = [...turns];
  const session = {
    scheduler,
    backoff: () => 0,
    rateLimit: false as const,
    request: <T>({ wrapAttempt = identity, read }: ApiRequest<T>) =>
      defer(() => left.shift() ?? turns[0]!).pipe(
        map((answer) => read(answer, { status: 200, code: 200 })),
        wrapAttempt,
      ),
  };
  const memberships = new Memberships(session, "1");
  const data = { results_id: "r1" };
  return new MembershipRequest(memberships, data, requests);
}

/** Tells of its error, as two errors are never equal. */
function told<T>(source: Observable<T>): Observable<T> {
  return source.pipe(
    catchError(({ name, status }) => throwError(() => [name, status])),
  );
}

/** Runs a test in virtual time. */
function marbles(
  test: (
    scheduler: TestScheduler,
    helpers: Parameters<Parameters<TestScheduler["run"]>[0]>[0],
  ) => void,
): void {
  const scheduler = new TestScheduler(assertEquals);
  scheduler.run((helpers) => test(scheduler, helpers));
}

Deno.test("MembershipRequest.poll() looks at once", () => {
  marbles((scheduler, { cold, expectObservable }) => {
    const request = scripted(scheduler, cold("10ms (r|)", answers));
    expectObservable(request.poll().pipe(map(() => "r"))).toBe("10ms (r|)");
  });
});

Deno.test("MembershipRequest.poll() looks again after each pause", () => {
  marbles((scheduler, { cold, expectObservable, expectSubscriptions }) => {
    const early = cold("10ms #", {}, notReady);
    const ready = cold("10ms (r|)", answers);
    const request = scripted(scheduler, early, early, ready);
    expectObservable(request.poll().pipe(map(() => "r")))
      .toBe("4030ms (r|)");
    expectSubscriptions(early.subscriptions).toBe([
      "^ 9ms !",
      "2010ms ^ 9ms !",
    ]);
    expectSubscriptions(ready.subscriptions).toBe(["4020ms ^ 9ms !"]);
  });
});

Deno.test("MembershipRequest.poll() takes its interval", () => {
  marbles((scheduler, { cold, expectObservable }) => {
    const early = cold("#", {}, notReady);
    const request = scripted(scheduler, early, cold("(r|)", answers));
    const poll = request.poll({ interval: 100 });
    expectObservable(poll.pipe(map(() => "r"))).toBe("100ms (r|)");
  });
});

Deno.test("MembershipRequest.poll() fails when its time is up", () => {
  marbles((scheduler, { cold, expectObservable, expectSubscriptions }) => {
    const early = cold("10ms #", {}, notReady);
    const request = scripted(scheduler, early);
    expectObservable(told(request.poll({ timeout: 5_000 })))
      .toBe("5s #", {}, ["ResultsNotReady", 503]);
    expectSubscriptions(early.subscriptions)
      .toBe(["^ 9ms !", "2010ms ^ 9ms !", "4020ms ^ 9ms !"]);
  });
});

Deno.test("MembershipRequest.poll() gives up a look that outlasts its time", () => {
  marbles((scheduler, { cold, expectObservable, expectSubscriptions }) => {
    const slow = cold("1m (r|)", answers);
    const request = scripted(scheduler, slow);
    expectObservable(told(request.poll({ timeout: 3_000 })))
      .toBe("3s #", {}, ["ResultsNotReady", undefined]);
    expectSubscriptions(slow.subscriptions).toBe("^ 2999ms !");
  });
});

Deno.test("MembershipRequest.poll() ends at once where results have expired", () => {
  marbles((scheduler, { cold, expectObservable }) => {
    const request = scripted(scheduler, cold("10ms #", {}, expired));
    expectObservable(told(request.poll()))
      .toBe("10ms #", {}, ["ResultsExpired", 404]);
  });
});

Deno.test("MembershipRequest.poll() drops look and pause when unsubscribed", () => {
  marbles((scheduler, { cold, expectObservable, expectSubscriptions }) => {
    const early = cold("10ms #", {}, notReady);
    const request = scripted(scheduler, early);
    expectObservable(request.poll(), "^ 2014ms !").toBe("");
    expectSubscriptions(early.subscriptions).toBe([
      "^ 9ms !",
      "2010ms ^ 4ms !",
    ]);
  });
});

Deno.test("MembershipRequest.poll() refuses times that make no sense", () => {
  marbles((scheduler, { cold }) => {
    const request = scripted(scheduler, cold("(r|)", answers));
    for (const wrong of [0, -1, NaN, Infinity, 0.5, 2 ** 31]) {
      const { poll } = request;
      assertThrows(
        () => poll.call(request, { timeout: wrong }),
        RangeError,
        "timeout",
      );
      assertThrows(
        () => poll.call(request, { interval: wrong }),
        RangeError,
        "interval",
      );
    }
  });
});

/** A request for one user who can be added and one who cannot. */
async function asked() {
  const here = recorded();
  const other = here.simulator.addUser();
  const { id } = here.simulator.addGroup();
  const request = await lastValueFrom(
    here.client.groups.memberships(id).addMultiple(
      { nickname: "Mari", userId: other.id },
      { nickname: "Nobody", userId: "404" },
    ),
  );
  here.sent.length = 0;
  return { ...here, request, other, id };
}

Deno.test("MembershipRequest.poll() emits who was added and who was not", async () => {
  const { clock, request, other, id, client } = await asked();
  const results = await clock.until(lastValueFrom(request.poll()));
  assertEquals(results.members.map(({ userId }) => userId), [other.id]);
  assertEquals(results.failures.map(({ nickname }) => nickname), ["Nobody"]);
  assert(await lastValueFrom(request.get()) === results);
  const group = await lastValueFrom(client.groups.get(id));
  assertEquals(group.members.length, 2);
  const [member] = results.members;
  assertEquals(await lastValueFrom(member!.remove()), true);
});

Deno.test("MembershipRequest.get() asks once, and keeps what it got", async () => {
  const { clock, request, sent } = await asked();
  await assertRejects(() => lastValueFrom(request.get()), ResultsNotReady);
  await clock.advance(1_000);
  const results = await lastValueFrom(request.get());
  assertEquals(await lastValueFrom(request.get()), results);
  assertEquals(sent.length, 2);
});

Deno.test("MembershipRequest.checkIfReady() emits whether, and keeps the results", async () => {
  const { clock, request, sent } = await asked();
  assertEquals(await lastValueFrom(request.checkIfReady()), false);
  await clock.advance(1_000);
  assertEquals(await lastValueFrom(request.checkIfReady()), true);
  const { members } = await lastValueFrom(request.get());
  assertEquals(members.length, 1);
  assertEquals(sent.length, 2);
});

Deno.test("MembershipRequest.isReady() asks no server where it need not", async () => {
  const { clock, request, sent } = await asked();
  await clock.advance(1_000);
  const unchecked = () => lastValueFrom(request.isReady({ check: false }));
  assertEquals(await unchecked(), false);
  assertEquals(sent.length, 0);
  assertEquals(await lastValueFrom(request.isReady()), true);
  assertEquals(await unchecked(), true);
  assertEquals(await lastValueFrom(request.isReady()), true);
  assertEquals(sent.length, 1);
});

Deno.test("MembershipRequest.isReady() fails where results have expired", async () => {
  const { clock, request } = await asked();
  await clock.advance(3_600_000);
  await assertRejects(() => lastValueFrom(request.isReady()), ResultsExpired);
});

Deno.test("MembershipRequest.getFailedRequests() matches by guid", () => {
  marbles((scheduler, { cold }) => {
    const request = scripted(scheduler, cold("(r|)", answers));
    const { members } = answers.r;
    assertEquals(request.getFailedRequests(members), requests.slice(1));
    assertEquals(request.getNewMembers(members).map(({ id }) => id), ["9"]);
  });
});
