import { assertEquals } from "@std/assert";
import { toTime } from "../../lib/wire/json.ts";

Deno.test("toTime() reads seconds and ISO 8601, whatever the device's time zone", () => {
  const at = "2025-08-09T00:00:00.000Z";
  for (
    const value of [
      1754697600,
      "1754697600",
      "2025-08-08T20:00:00-04:00",
      "2025-08-09T00:00:00Z",
      "2025-08-09T05:45:00+05:45",
      "2025-08-09T00:00:00.000000Z",
      "2025-08-09T00:00:00",
      "2025-08-09T00:00",
    ]
  ) assertEquals(toTime(value)?.toJSON(), at, `${value}`);
});

Deno.test("toTime() of anything else is undefined", () => {
  for (
    const value of [
      undefined,
      null,
      "",
      "soon",
      "2025-08-08",
      "2025-13-08T20:00:00Z",
      "2025-08-08T20:00:00 America/New_York",
      {},
      [],
      true,
      NaN,
    ]
  ) assertEquals(toTime(value), undefined, `${value}`);
});
