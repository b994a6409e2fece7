import { Marked, type Tokens } from "marked";
import { slugOf } from "./slug.ts";

/** As much of highlight.js as is used here. */
interface Highlighter {
  getLanguage(name: string): unknown;
  highlight(code: string, options: { language: string }): { value: string };
}

// By a name that is not seen: its types would bring those of a page along.
const HIGHLIGHTER = "highlight.js";
const { default: hljs }: { default: Highlighter } = await import(HIGHLIGHTER);

/** A heading of a page. */
export interface Heading {
  readonly depth: number;
  /** Its text, as HTML. */
  readonly html: string;
  /** Its anchor. */
  readonly id: string;
}

/** A page of Markdown as HTML. */
export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** What is more specific about languages than the highlighter knows. */
const LANGUAGES: Readonly<Record<string, string>> = {
  tsx: "typescript",
  jsx: "javascript",
  vue: "xml",
  svelte: "xml",
  html: "xml",
  jsonc: "json",
};

/** Escapes a text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Colours code; a language that is not known stays as it is. */
export function highlight(code: string, language = ""): string {
  const name = LANGUAGES[language] ?? language;
  if (!hljs.getLanguage(name)) return escapeHtml(code);
  return hljs.highlight(code, { language: name }).value;
}

/** A block of code, which the keyboard can scroll. */
export function codeBlock(code: string, language?: string): string {
  return `<pre tabindex="0"><code>${highlight(code, language)}</code></pre>\n`;
}

/**
 * Renders a page.
 *
 * @param text Its Markdown.
 * @param rewrite Called with each link and each source of an image.
 */
export function render(
  text: string,
  rewrite: (link: string) => string,
): Rendered {
  const headings: Heading[] = [];
  const marked = new Marked({
    renderer: {
      heading({ depth, tokens, text }: Tokens.Heading): string {
        const html = this.parser.parseInline(tokens);
        const id = slugOf(text.replaceAll("`", ""));
        headings.push({ depth, html, id });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      code: ({ text, lang }: Tokens.Code) => codeBlock(text, lang),
      table(token: Tokens.Table): string {
        const row = (cells: readonly Tokens.TableCell[], tag: "th" | "td") =>
          cells.map(({ tokens, align }) => {
            const style = align ? ` class="${align}"` : "";
            const html = this.parser.parseInline(tokens);
            // An empty header is a cell, which names no column.
            const it = tag === "th" && html ? "th" : "td";
            return `<${it}${style}>${html}</${it}>`;
          }).join("");
        const isHeaded = token.header.some(({ text }) => text !== "");
        const head = isHeaded
          ? `<thead><tr>${row(token.header, "th")}</tr></thead>`
          : "";
        const body = token.rows.map((it) => `<tr>${row(it, "td")}</tr>`);
        return `<div class="table" tabindex="0"><table>${head}<tbody>${
          body.join("")
        }</tbody></table></div>\n`;
      },
      checkbox: () => "",
    },
    walkTokens(token) {
      if (token.type === "link" || token.type === "image") {
        token.href = rewrite(token.href);
      }
    },
  });
  const html = marked.parse(text, { async: false });
  return { html, headings };
}
