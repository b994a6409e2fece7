/** Functions of the library that give an Observable which does the work. */
const COMMANDS: ReadonlySet<string> = new Set([
  ...["deleteMessage", "editMessage", "listPinned", "pinMessage"],
  ...["unpinMessage", "clearReaction", "setLikeIcon", "setReaction"],
  ...["watchReactions", "audit", "log", "mirror", "search"],
  ...["listGroup", "tailGroup", "uploadMedia"],
]);

/** Functions of the library that give something with commands. */
const FACTORIES: ReadonlySet<string> = new Set([
  ...["calendar", "files", "joining", "moderation", "outbox", "polls", "push"],
  ...["readState", "topics", "videos"],
]);

/** Methods that subscribe, or that give no Observable. */
const QUIET: ReadonlySet<string> = new Set([
  // They subscribe.
  ...["subscribe", "forEach", "toPromise"],
  // They give a part of the library, or a value.
  ...["fromToken", "gallery", "leaderboard", "memberships", "messages"],
  ...["toAttachment", "toJSON", "toString", "then", "catch", "finally"],
]);

/** Whether a function of this name gives an Observable which does the work. */
export function isCommand(name: string | undefined): boolean {
  return name !== undefined && COMMANDS.has(name);
}

/** Whether a function of this name gives something with commands. */
export function isFactory(name: string | undefined): boolean {
  return name !== undefined && FACTORIES.has(name);
}

/** Whether a method of this name may stand alone. */
export function isQuiet(name: string): boolean {
  return QUIET.has(name);
}
