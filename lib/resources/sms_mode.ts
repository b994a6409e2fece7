import type { Observable } from "rxjs";
import { assertInteger } from "../util/validate.ts";
import { Manager } from "../resource.ts";
import { toWire } from "../wire/json.ts";

const PATH = "/users/sms_mode";

/** Your messages by SMS, instead of in the app. */
export class SmsMode extends Manager {
  /**
   * Turns it on; emits `true`.
   *
   * @param duration For how many hours, 1 to 48, or `"always"`.
   * @param options `registrationId` is the phone whose push is to be silent
   * meanwhile.
   * @throws {RangeError} With another duration.
   */
  enable(
    duration: number | "always",
    options: { registrationId?: string } = {},
  ): Observable<true> {
    if (duration !== "always") assertInteger(duration, 1, 48, "duration");
    return this.command({ path: PATH, body: toWire({ duration, ...options }) });
  }

  /** Turns it off; emits `true`. */
  disable(): Observable<true> {
    return this.command({ path: `${PATH}/delete` });
  }
}
