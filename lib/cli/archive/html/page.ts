import { sha256 } from "../sha256.ts";
import { escapeHtml } from "./escape.ts";
import { STYLE } from "./style.ts";

const STYLE_HASH = `sha256-${sha256(STYLE, "base64")}`;

/** The content of a page. */
export interface Page {
  /** The title, as text. */
  readonly title: string;
  /** The body, as HTML. */
  readonly body: string;
  /** A script that stands in the page; it may load others beside the page. */
  readonly script?: string;
}

/**
 * A whole page. Its policy lets it ask for nothing but pictures beside it, and
 * run nothing but its own script, which it knows by hash.
 */
export function pageOf({ title, body, script }: Page): string {
  const scripts = script
    ? `'sha256-${sha256(script, "base64")}' 'strict-dynamic'`
    : "'none'";
  const policy = [
    "default-src 'none'",
    // A page on a disk has no origin that 'self' could mean.
    "img-src 'self' file: data:",
    `style-src '${STYLE_HASH}'`,
    `script-src ${scripts}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const tail = script ? `<script>${script}</script>\n` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
${tail}</body>
</html>
`;
}
