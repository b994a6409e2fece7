import { type Answer, failure } from "./answer.ts";
import type { RoutedRequest } from "./router.ts";

/** The refusal of what only GroupMe's own apps may do, when that is simulated. */
export function refuseUnverified(
  { world, headers }: RoutedRequest,
): Answer | undefined {
  const { requireDeviceVerification } = world.settings;
  if (!requireDeviceVerification || headers.has("x-verify-token")) return;
  return failure(401, ["device_verification_failed"], 40102);
}
