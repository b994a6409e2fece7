import { assertEquals } from "@std/assert";
import { date } from "../../lib/cli/arguments.ts";

const DATES: readonly (readonly [text: string, utc: string])[] = [
  ["2025-08-01", "2025-08-01T00:00:00.000Z"],
  ["2025-08-01T18:30", "2025-08-01T18:30:00.000Z"],
  ["2025-08-01 18:30", "2025-08-01T18:30:00.000Z"],
  ["2025-08-01T18:30:05.5", "2025-08-01T18:30:05.500Z"],
  ["2025-08-01T18:30Z", "2025-08-01T18:30:00.000Z"],
  ["2025-08-01 18:30+02:00", "2025-08-01T16:30:00.000Z"],
  ["2025-08-01T18:30-0400", "2025-08-01T22:30:00.000Z"],
  // No clock shows this where summer time begins.
  ["2025-03-09T02:30", "2025-03-09T02:30:00.000Z"],
];

/** Runs `use` as on a machine of another time zone. */
function inZone(zone: string, use: () => void): void {
  const before = Deno.env.get("TZ");
  Deno.env.set("TZ", zone);
  try {
    use();
  } finally {
    if (before === undefined) Deno.env.delete("TZ");
    else Deno.env.set("TZ", before);
  }
}

for (const zone of ["UTC", "America/New_York", "Asia/Kathmandu"]) {
  Deno.test(`date() reads UTC on a machine in ${zone}`, () =>
    inZone(zone, () => {
      const offset = { UTC: 0, "Asia/Kathmandu": -345 }[zone] ?? 300;
      assertEquals(new Date(2025, 0, 1).getTimezoneOffset(), offset);
      for (const [text, utc] of DATES) {
        assertEquals(date(text).toISOString(), utc, text);
      }
    }));
}
