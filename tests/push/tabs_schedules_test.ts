import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import { acrossTabs } from "@rxgroupme/client/push/tabs";
import {
  firstValueFrom,
  type SchedulerAction,
  type SchedulerLike,
  type Subscription,
} from "rxjs";
import { oneOf, type Random, randomOf, seedOf } from "../support/mutate.ts";
import { type World, world } from "../support/world.ts";
import { FakeBrowser } from "./fake_browser.ts";

const SCHEDULES = 200;

/** A tab whose timers, requests and messages stand still while it is frozen. */
class Tab {
  readonly got: string[] = [];
  readonly errors: unknown[] = [];
  /** All that was written since it was opened. */
  readonly due: string[] = [];
  isDead = false;
  ups = 0;
  readonly live;
  readonly #tab;
  readonly #group: string;
  readonly #client: Client;
  readonly #woken: (() => void)[] = [];
  #frozen: PromiseWithResolvers<void> | undefined;
  #running: Subscription | undefined;

  constructor(
    { clock, simulator }: World,
    browser: FakeBrowser,
    group: string,
  ) {
    this.#tab = browser.open();
    this.#group = group;
    const woken = this.#woken;
    const isFrozen = () => this.#frozen !== undefined;
    const scheduler: SchedulerLike = {
      now: () => clock.now(),
      schedule: <T>(
        work: (this: SchedulerAction<T>, state?: T) => void,
        delay?: number,
        state?: T,
      ) =>
        clock.schedule<T>(
          function (state) {
            const due = () => this.closed || work.call(this, state);
            if (isFrozen()) woken.push(due);
            else due();
          },
          delay,
          state,
        ),
    };
    this.#client = new Client({
      token: simulator.token,
      scheduler,
      random: () => 0.5,
      fetch: async (request) => {
        const response = await simulator.fetch(request);
        if (this.isDead) await new Promise(() => {});
        await this.#frozen?.promise;
        return response;
      },
    });
    const tabs = acrossTabs(this.#tab.options);
    this.live = push(this.#client, { tabs });
  }

  get isFrozen(): boolean {
    return this.#frozen !== undefined;
  }

  start(): void {
    const { live } = this;
    this.#running = this.#client.groups.messages(this.#group)
      .tail({ via: live }).subscribe({
        next: ({ id }) => this.got.push(id),
        error: (error) => this.errors.push(error),
      });
    this.#running.add(
      live.watch().subscribe(({ type }) => {
        if (type === "up") this.ups++;
      }),
    );
  }

  stop(): void {
    this.#running?.unsubscribe();
  }

  die(): void {
    this.isDead = true;
    this.#tab.kill();
    this.#frozen ??= Promise.withResolvers();
  }

  freeze(): void {
    this.#frozen = Promise.withResolvers();
    this.#tab.freeze();
  }

  thaw(): void {
    this.#frozen?.resolve();
    this.#frozen = undefined;
    this.#tab.thaw();
    for (const due of this.#woken.splice(0)) due();
  }
}

/** A browser with up to four tabs, and what is written. */
class Tabs {
  readonly world = world();
  readonly browser = new FakeBrowser();
  readonly group = this.world.simulator.addGroup({ members: 2, history: 5 });
  all: Tab[] = [];

  async open(): Promise<void> {
    const tab = new Tab(this.world, this.browser, this.group.id);
    tab.start();
    // A tail begins with the next message once it has polled.
    await this.world.clock.advance(1_000);
    this.all.push(tab);
  }

  say(): void {
    const { id } = this.world.simulator.inject(this.group);
    for (const { due } of this.all) due.push(id);
  }

  leave(tab: Tab): void {
    this.all = this.all.filter((it) => it !== tab);
  }
}

async function act(tabs: Tabs, random: Random): Promise<string> {
  const { clock, simulator } = tabs.world;
  const kinds = [
    "say",
    "say",
    "open",
    "close",
    "die",
    "freeze",
    "thaw",
    "drop",
  ];
  const kind = oneOf(kinds, random);
  const tab = tabs.all.length > 0 ? oneOf(tabs.all, random) : undefined;
  if (kind === "say") tabs.say();
  if (kind === "drop") simulator.push.drop();
  if (kind === "open" && tabs.all.length < 4) await tabs.open();
  if (tab && kind === "freeze" && !tab.isFrozen) tab.freeze();
  if (tab && kind === "thaw" && tab.isFrozen) tab.thaw();
  if (tab && (kind === "close" || kind === "die")) {
    if (tab.isFrozen) tab.thaw();
    if (kind === "close") tab.stop();
    else tab.die();
    tabs.leave(tab);
  }
  const ms = Math.ceil(random() * 45_000);
  await clock.advance(ms);
  return `${kind} ${ms}`;
}

Deno.test(`acrossTabs() loses and repeats nothing under ${SCHEDULES} schedules of tabs that open, close, die and freeze`, async () => {
  const seed = seedOf("tabs", 314_159);
  for (let n = 0; n < SCHEDULES; n++) {
    const random = randomOf(seed + n);
    const tabs = new Tabs();
    const { clock, simulator } = tabs.world;
    for (let i = 0; i < 2; i++) await tabs.open();
    const done: string[] = [];
    for (let i = 0; i < 10; i++) done.push(await act(tabs, random));
    for (const tab of tabs.all) if (tab.isFrozen) tab.thaw();
    await clock.advance(120_000);
    const ups = tabs.all.map((tab) => tab.ups);
    tabs.say();
    await clock.advance(900_000);
    const what = `seed ${seed}, schedule ${n}: ${done.join(", ")}`;
    for (const tab of tabs.all) {
      assertEquals(tab.errors, [], what);
      assertEquals(tab.got, tab.due, what);
      const { state } = await firstValueFrom(tab.live.status$);
      assertEquals(state, "up", what);
    }
    // The connection of one of them stands.
    assertEquals(tabs.all.map((tab) => tab.ups), ups, what);
    assertEquals(simulator.push.polls, Math.min(1, tabs.all.length), what);
    for (const tab of tabs.all) tab.stop();
  }
});
