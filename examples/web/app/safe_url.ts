/**
 * An address that somebody else wrote, if a browser may follow it: `http:` and
 * `https:` alone, so no `javascript:`, `data:`, `file:` or `blob:`.
 */
export function safeUrl(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return;
  const { protocol, href } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}

/** The size that a picture's name tells: `1024x768`. */
export function sizeInUrl(
  url: string,
): { readonly width: number; readonly height: number } | undefined {
  const [, width, height] = /\/(\d{1,5})x(\d{1,5})\./.exec(url) ?? [];
  return width && height && Number(width) > 0 && Number(height) > 0
    ? { width: Number(width), height: Number(height) }
    : undefined;
}
