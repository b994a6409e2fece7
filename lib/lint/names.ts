/** Functions of the library that give an Observable which does the work. */
const COMMANDS: ReadonlySet<string> = new Set([
  ...["deleteMessage", "editMessage", "listPinned", "pinMessage"],
  ...["unpinMessage", "clearReaction", "setLikeIcon", "setReaction"],
  ...["watchReactions", "audit", "log", "mirror", "search"],
  ...["listGroup", "tailGroup", "uploadMedia"],
]);

/** Functions of the library that give something with commands. */
const FACTORIES: ReadonlySet<string> = new Set([
  ...["calendar", "contacts", "files", "joining", "moderation", "outbox"],
  ...["polls", "push", "readState", "topics", "videos"],
]);

/** Classes of the library whose methods are commands. */
const CLASSES: ReadonlySet<string> = new Set([
  ...["AnyMessage", "Bot", "Bots", "Chat", "Chats", "Client", "DirectMessage"],
  ...["DirectMessages", "Group", "Groups", "Member", "Memberships", "Message"],
  ...["Messages", "Push", "User"],
  // Of the entry points beside it.
  ...["Applicant", "Calendar", "CalendarEvent", "Contacts", "Files"],
  ...["GroupPoll", "Joining", "Moderation", "Polls", "ReadState"],
  ...["SentRequest", "Topic", "Topics", "Videos"],
]);

/** Functions of rxjs whose promise gives a value of what they are called with. */
const AWAITING: ReadonlySet<string> = new Set([
  ...["firstValueFrom", "lastValueFrom"],
]);

/** Methods that subscribe: their result is no part of the library. */
const SUBSCRIBING: ReadonlySet<string> = new Set([
  ...["subscribe", "forEach", "toPromise"],
]);

/** Methods that give no Observable. */
const QUIET: ReadonlySet<string> = new Set([
  // Of texts and lists, which messages and pages hold; `join()` is a command.
  ...[Array, String].flatMap((it) => Object.getOwnPropertyNames(it.prototype))
    .filter((name) => name !== "join"),
  // Of iterators, files and answers.
  ...["next", "return", "throw"],
  ...["arrayBuffer", "blob", "bytes", "json", "stream", "text"],
  // They give a part of the library, or a value.
  ...["fromToken", "gallery", "leaderboard", "memberships", "messages"],
  ...["rsvpOf", "toAttachment", "toJSON", "toString"],
  ...["then", "catch", "finally"],
]);

/** Whether a function of this name gives an Observable which does the work. */
export function isCommand(name: string | undefined): boolean {
  return name !== undefined && COMMANDS.has(name);
}

/** Whether a function of this name gives something with commands. */
export function isFactory(name: string | undefined): boolean {
  return name !== undefined && FACTORIES.has(name);
}

/** Whether a type of this name has commands. */
export function isCommanding(name: string | undefined): boolean {
  return name !== undefined && CLASSES.has(name);
}

/** Whether a function of this name gives a promise of a value of its argument. */
export function isAwaiting(name: string): boolean {
  return AWAITING.has(name);
}

/** Whether a method of this name subscribes. */
export function isSubscribing(name: string): boolean {
  return SUBSCRIBING.has(name);
}

/** Whether a method of this name may stand alone. */
export function isQuiet(name: string): boolean {
  return QUIET.has(name) || isSubscribing(name);
}
