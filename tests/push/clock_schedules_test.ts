import { assertEquals } from "@std/assert";
import { Client, commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { push } from "@rxgroupme/client/push";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { concatMap, of, type SchedulerLike, type Subscription } from "rxjs";
import { oneOf, type Random, randomOf, seedOf } from "../support/mutate.ts";

const SCHEDULES = 300;
const STEP_MS = 1_000;
const DEAD_AFTER_MS = 70_000;
/** Of a jump and a sleep in one tick a device sees only the sum. */
const TICK_MS = 16_000;

/** A server, and a device whose clock jumps, and which sleeps now and then. */
class Device {
  readonly server = new VirtualClock();
  readonly clock = new VirtualClock({ start: this.server.now() });
  readonly simulator = new GroupMeSimulator({
    scheduler: this.server,
    pushTimeout: 600_000,
  });
  readonly group = this.simulator.addGroup({ members: 2, history: 5 });
  readonly cursor = memoryCursor();
  readonly sent: string[] = [];
  readonly late = new Set<string>();
  readonly got: string[] = [];
  readonly errors: unknown[] = [];
  #skew = 0;
  #awake: Promise<unknown> | undefined;
  #running: Subscription | undefined;

  /** Starts a tail over push, from its cursor. */
  start(): void {
    const scheduler: SchedulerLike = {
      now: () => this.clock.now() + this.#skew,
      schedule: this.clock.schedule.bind(this.clock),
    };
    const client = new Client({
      token: this.simulator.token,
      scheduler,
      random: () => 0.5,
      fetch: async (request) => {
        const response = await this.simulator.fetch(request);
        await this.#awake;
        return response;
      },
    });
    const { cursor } = this;
    this.#running = client.groups.messages(this.group.id)
      .tail({ cursor, via: push(client) })
      .pipe(concatMap((it) => of(it)), commit(cursor))
      .subscribe({
        next: ({ id }) => this.got.push(id),
        error: (error) => this.errors.push(error),
      });
  }

  stop(): void {
    this.#running?.unsubscribe();
  }

  /** Lets time pass for both. */
  async wait(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      await this.server.advance(STEP_MS);
      await this.clock.advance(STEP_MS);
    }
  }

  /** Stops all of the device's timers, while its clock goes on. */
  async sleep(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#awake = promise;
    await this.server.advance(ms / 2);
    this.say();
    await this.server.advance(ms / 2);
    this.#skew += ms;
    this.#awake = undefined;
    // A connection lives through a short sleep, and is dead after a long one.
    if (ms < DEAD_AFTER_MS) resolve();
  }

  jump(ms: number): void {
    this.#skew += ms;
  }

  say(visibleAfter = 0): void {
    const { id } = this.simulator.inject(this.group, { visibleAfter });
    this.sent.push(id);
    if (visibleAfter > 0) this.late.add(id);
  }
}

async function act(device: Device, random: Random): Promise<string> {
  const { push } = device.simulator;
  const ms = Math.floor(10 ** (3 + random() * 3.6));
  const kind = oneOf(
    [
      "say",
      "say",
      "late",
      "wait",
      "jump",
      "sleep",
      "drop",
      "forget",
      "restart",
    ],
    random,
  );
  switch (kind) {
    case "say":
      device.say();
      break;
    case "late":
      device.say(1 + Math.floor(random() * 4_000));
      break;
    case "jump":
      device.jump(random() < 0.5 ? ms : -ms);
      await device.wait(TICK_MS);
      break;
    case "sleep":
      await device.sleep(ms);
      await device.wait(TICK_MS);
      break;
    case "drop":
      push.drop();
      break;
    case "forget":
      push.forget();
      break;
    case "restart":
      device.stop();
      await device.wait(STEP_MS);
      device.start();
  }
  await device.wait(Math.ceil(random() * 10_000));
  return `${kind} ${ms}`;
}

Deno.test(`Tail via push loses and repeats nothing under ${SCHEDULES} schedules of a clock that jumps and a device that sleeps`, async () => {
  const seed = seedOf("clock schedules", 271_828);
  let total = 0;
  for (let n = 0; n < SCHEDULES; n++) {
    const random = randomOf(seed + n);
    const device = new Device();
    device.start();
    await device.wait(15_000);
    const done: string[] = [];
    for (let i = 0; i < 8; i++) done.push(await act(device, random));
    // A minute for push to come back, and what it takes to read what was missed.
    await device.wait(75_000);
    device.say();
    await device.wait(5_000);
    device.stop();
    const what = `seed ${seed}, schedule ${n}: ${done.join(", ")}`;
    assertEquals(device.errors, [], what);
    assertEquals(device.got.toSorted(), device.sent.toSorted(), what);
    // Those that are listed at once come in order.
    const isPrompt = (id: string) => !device.late.has(id);
    assertEquals(
      device.got.filter(isPrompt),
      device.sent.filter(isPrompt),
      what,
    );
    total += device.sent.length;
  }
  console.log(`${total} messages`);
});
