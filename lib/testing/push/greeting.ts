import { type BayeuxMessage, connectionTypes, refused } from "./bayeux.ts";

/** What is wrong with a greeting, if anything is. */
export function greetingError(message: BayeuxMessage): string | undefined {
  const { version, supportedConnectionTypes: types } = message;
  if (version === undefined) return refused.missing("version");
  if (types === undefined) return refused.missing("supportedConnectionTypes");
  const all: readonly unknown[] = [types].flat();
  const isCommon = all.some((it) => connectionTypes.includes(`${it}`));
  return isCommon ? undefined : refused.types(types);
}
