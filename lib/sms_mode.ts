import type { Observable } from "rxjs";
import { within } from "./arguments.ts";
import { Manager } from "./resource.ts";

const path = "/users/sms_mode";

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
    if (duration !== "always") within(duration, 1, 48, "duration");
    const body = { duration, registration_id: options.registrationId };
    // Twice is as once, but for the seconds in between.
    return this.command({ path, body, repeatable: true });
  }

  /** Turns it off; emits `true`. */
  disable(): Observable<true> {
    // Twice is as once.
    return this.command({ path: `${path}/delete`, repeatable: true });
  }
}
