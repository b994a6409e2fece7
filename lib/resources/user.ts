import { defer, map, type Observable, of, tap } from "rxjs";
import { Blocks } from "./blocks/blocks.ts";
import { type Api, Manager } from "../resource.ts";
import { exclusively } from "../transport/exclusively.ts";
import { setMyId } from "./my_id.ts";
import { SmsMode } from "./sms_mode.ts";
import { readObject, toId, toWire } from "../wire/json.ts";
import type { MeData, ShareData } from "../wire/user.ts";

/**
 * Changes of yourself; what is left out stays as it is. A change that is not
 * typed here is sent as it is given.
 */
export interface UserChanges {
  /** Your name. */
  name?: string | undefined;
  /** Your picture, at GroupMe's image service; see `client.images`. */
  avatarUrl?: string | undefined;
  /** Your address. */
  email?: string | undefined;
  /** The postal code of your home. */
  zipCode?: string | undefined;
  /** Changes that are not typed here. */
  [field: string]: unknown;
}

/** Yourself: the user whose token it is. */
export class User extends Manager {
  /** The users whom you have blocked. */
  readonly blocks: Blocks;
  /** Your messages by SMS. */
  readonly smsMode: SmsMode;
  /**
   * Yourself as last fetched. Cold; fetched at first use, once. Emits once, then
   * completes.
   */
  readonly me: Observable<MeData>;
  /** Your user id; as {@linkcode User.me}. */
  readonly id: Observable<string>;
  #me: MeData | undefined;

  /** Binds yourself to a session; nothing is requested yet. */
  constructor(session: Api) {
    super(session);
    const known = defer(() => this.#me ? of(this.#me) : this.getMe());
    const fetched = exclusively(session, "me", known);
    this.me = defer(() => this.#me ? of(this.#me) : fetched);
    this.id = this.me.pipe(map(idOf));
    setMyId(session, this.id);
    this.blocks = new Blocks(session, this.id);
    this.smsMode = new SmsMode(session);
  }

  /**
   * Your user id, where it has been fetched already.
   *
   * @internal
   */
  get knownId(): string | undefined {
    return this.#me && idOf(this.#me);
  }

  /** Fetches yourself again; emits once, then completes. */
  getMe(): Observable<MeData> {
    return this.session.request({
      path: "/users/me",
      read: (answer) => readObject<MeData>(answer, "user"),
    }).pipe(tap((me) => this.#me = me));
  }

  /** Makes changes; emits yourself as you are then, and completes. */
  update(changes: UserChanges): Observable<MeData> {
    return this.session.request({
      method: "POST",
      path: "/users/update",
      body: toWire(changes),
      idempotent: true,
      read: (answer) => readObject<MeData>(answer, "user"),
    }).pipe(
      // This answer is the shorter one.
      tap((me) => this.#me &&= { ...this.#me, ...me }),
    );
  }

  /**
   * Gives you a page where others find you; emits its address. The address is
   * the same each time, until {@linkcode User.unshare} makes it void.
   */
  share(): Observable<ShareData> {
    return this.session.request({
      ...sharing("enable"),
      read: (answer) => readObject<ShareData>(answer, "address"),
    });
  }

  /** Makes the page of {@linkcode User.share} void; emits `true`. */
  unshare(): Observable<true> {
    return this.command(sharing("disable"));
  }
}

function idOf({ id, user_id }: MeData): string {
  return toId(id ?? user_id);
}

function sharing(status: "enable" | "disable") {
  return {
    method: "POST",
    path: "/users/features/share",
    body: { status },
    idempotent: true,
  } as const;
}
