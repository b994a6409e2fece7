const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text escaped for a page, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.toWellFormed()
    .replaceAll(/[&<>"']/g, (it) => ENTITIES[it] ?? it)
    // Controls have no place in a page, and those of direction deceive.
    .replaceAll(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, "");
}

/** An address that a page may lead to; nothing for any other. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}

/** Text with its addresses as links, and its lines. */
export function linkedHtml(text: string): string {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g);
  return parts.map((part, n) => {
    const url = n % 2 === 1 ? safeUrl(part) : undefined;
    const shown = escapeHtml(part);
    return url
      ? `<a href="${escapeHtml(url)}" rel="noreferrer noopener">${shown}</a>`
      : shown;
  }).join("").replaceAll("\n", "<br>");
}
