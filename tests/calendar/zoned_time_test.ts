import { assertEquals } from "@std/assert";
import { zonedTime } from "../../lib/calendar/zoned_time.ts";

/** Moments, and what the clocks of a place show then. */
const SHOWN: readonly [string, string, string][] = [
  ["2025-08-09T00:00:00Z", "America/New_York", "2025-08-08T20:00:00-04:00"],
  ["2025-01-09T00:00:00Z", "America/New_York", "2025-01-08T19:00:00-05:00"],
  // The hour that there is not in spring, and the one that comes twice in autumn.
  ["2025-03-09T06:59:59Z", "America/New_York", "2025-03-09T01:59:59-05:00"],
  ["2025-03-09T07:00:00Z", "America/New_York", "2025-03-09T03:00:00-04:00"],
  ["2025-11-02T05:30:00Z", "America/New_York", "2025-11-02T01:30:00-04:00"],
  ["2025-11-02T06:30:00Z", "America/New_York", "2025-11-02T01:30:00-05:00"],
  // Half an hour of summer time.
  ["2025-04-05T14:59:00Z", "Australia/Lord_Howe", "2025-04-06T01:59:00+11:00"],
  ["2025-04-05T15:00:00Z", "Australia/Lord_Howe", "2025-04-06T01:30:00+10:30"],
  // Winter has the special offset, which is less than in summer.
  ["2025-01-01T12:00:00Z", "Europe/Dublin", "2025-01-01T12:00:00+00:00"],
  ["2025-07-01T12:00:00Z", "Europe/Dublin", "2025-07-01T13:00:00+01:00"],
  ["2025-08-09T00:00:00Z", "Asia/Kathmandu", "2025-08-09T05:45:00+05:45"],
  ["2025-08-09T00:00:00Z", "Pacific/Kiritimati", "2025-08-09T14:00:00+14:00"],
  ["2025-08-09T00:00:00Z", "Pacific/Marquesas", "2025-08-08T14:30:00-09:30"],
  ["2025-08-09T00:00:00Z", "Etc/UTC", "2025-08-09T00:00:00+00:00"],
  ["2025-08-09T00:00:00Z", "Etc/GMT+12", "2025-08-08T12:00:00-12:00"],
  // A day that Samoa left out.
  ["2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29T23:59:59-10:00"],
  ["2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31T00:00:00+14:00"],
  ["2025-08-09T00:00:00.999Z", "UTC", "2025-08-09T00:00:00+00:00"],
  ["1969-12-31T23:59:59.999Z", "UTC", "1969-12-31T23:59:59+00:00"],
  ["0000-01-01T00:00:00Z", "UTC", "0000-01-01T00:00:00+00:00"],
  ["9999-12-31T23:59:59Z", "UTC", "9999-12-31T23:59:59+00:00"],
];

for (const [moment, zone, shown] of SHOWN) {
  Deno.test(`zonedTime() of ${moment} in ${zone} is ${shown}`, () => {
    assertEquals(zonedTime(new Date(moment), zone, "startAt"), shown);
  });
}

Deno.test("zonedTime() keeps the moment in every time zone, the year round", () => {
  let count = 0;
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    for (let hour = 0; hour < 24 * 366; hour += 24 * 30) {
      const date = new Date(Date.UTC(2025, 0, 1, hour, 30));
      assertEquals(new Date(zonedTime(date, zone, "startAt")), date, zone);
      count++;
    }
  }
  assertEquals(count > 4_000, true);
});

Deno.test("zonedTime() keeps the moment where the offset had seconds", () => {
  for (
    const zone of ["America/New_York", "Europe/Amsterdam", "Africa/Monrovia"]
  ) {
    for (const year of [1850, 1900, 1936, 1960]) {
      const date = new Date(Date.UTC(year, 5, 1, 12));
      const text = zonedTime(date, zone, "startAt");
      assertEquals(new Date(text), date, `${zone} ${text}`);
    }
  }
});
