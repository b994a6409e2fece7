/** A kind of project. */
export type Kind = "bot" | "page" | "worker" | "script";

/** The kinds of projects, each with what it is. */
export const KINDS: readonly { readonly name: Kind; readonly about: string }[] =
  [
    {
      name: "bot",
      about: "answers commands in a group, and goes on where it stopped",
    },
    {
      name: "page",
      about: "a page that shows a conversation live, without a server",
    },
    {
      name: "worker",
      about: "a Cloudflare Worker that relays a group to a webhook",
    },
    {
      name: "script",
      about: "exports a group into a file",
    },
  ];

/** Whether a word is one of {@linkcode KINDS}. */
export function isKind(word: string): word is Kind {
  return KINDS.some(({ name }) => name === word);
}
