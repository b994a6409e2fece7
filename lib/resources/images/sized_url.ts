/**
 * A size that GroupMe makes of a picture: 200 x 200 cut out (`preview`), 960 at
 * most on its longer side (`large`), or 60 x 60 cut out (`avatar`).
 */
export type ImageSize = "preview" | "large" | "avatar";

/** Pictures of today have their size as a word of their name. */
const NEWER = /(\/\d+x\d+\.)(?:original|large|small)(\.\w+)$/;

/** Older ones are called so. */
const OLDER = /\/\d+x\d+\.\w+\.\w+(?:\.\w+)?$/;

/** They have the size behind their name; there is no size of a size. */
const SIZE = /(?:\.(?:preview|large|avatar))?$/;

/** The words of today's sizes; there is none for 60 x 60. */
const WORDS = { preview: "small", large: "large", avatar: undefined } as const;

/**
 * The URL of a size of a picture. One that is not GroupMe's, or that GroupMe
 * makes no such size of, stays as it is.
 */
export function sizedUrl(picture: URL, size: ImageSize): URL {
  const url = new URL(picture);
  if (NEWER.test(url.pathname)) {
    const word = WORDS[size];
    if (word) url.pathname = url.pathname.replace(NEWER, `$1${word}$2`);
  } else if (url.hostname === "i.groupme.com" || OLDER.test(url.pathname)) {
    url.pathname = url.pathname.replace(SIZE, `.${size}`);
  }
  return url;
}
