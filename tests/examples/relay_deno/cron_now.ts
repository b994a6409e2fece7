/**
 * Loaded before a program, rings its crons at once: the first minute may be
 * long.
 *
 * @module
 */

Object.assign(Deno, {
  cron(name: string, schedule: string, run: () => Promise<void>) {
    console.error(`cron: ${name}, ${schedule}`);
    return run();
  },
});
