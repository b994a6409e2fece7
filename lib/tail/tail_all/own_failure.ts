import {
  BadResponse,
  DeviceVerificationRequired,
  StalledPager,
  Unauthorized,
} from "../../errors.ts";
import { isTransient } from "../../transport/retry.ts";

/**
 * Whether it is one conversation that fails, and not the way to all of them: the
 * others go on.
 */
export function isItsOwn(error: unknown): boolean {
  if (error instanceof StalledPager) return true;
  return error instanceof BadResponse && !isTransient(error) &&
    !(error instanceof Unauthorized) &&
    !(error instanceof DeviceVerificationRequired);
}
