/**
 * The version of this package, as `groupme --version` prints it: that of
 * `deno.json`, to which a test holds it, as npm's package has no `deno.json`.
 */
export const VERSION = "0.1.0";
