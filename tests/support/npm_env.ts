/**
 * What is set in the environment of npm where tests install by ranges, as users
 * do: nothing that is published later comes, so that no test fails by a release
 * of others. Whoever raises versions moves it on.
 */
export const NPM_ENV: Readonly<Record<string, string>> = {
  npm_config_before: "2026-11-29",
};
