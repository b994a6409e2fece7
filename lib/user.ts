import { defer, type Observable, of, tap } from "rxjs";
import { Manager } from "./resource.ts";
import { readObject } from "./wire/json.ts";
import type { MeData } from "./wire/user.ts";

/** Yourself: the user whose token it is. */
export class User extends Manager {
  #me: MeData | undefined;

  /** Yourself as last fetched; fetched at first use. Emits once, completes. */
  get me(): Observable<MeData> {
    return defer(() => this.#me ? of(this.#me) : this.getMe());
  }

  /** Fetches yourself anew; emits once, completes. */
  getMe(): Observable<MeData> {
    return this.session.request({
      path: "/users/me",
      read: (answer) => readObject<MeData>(answer, "user"),
    }).pipe(tap((me) => this.#me = me));
  }
}
