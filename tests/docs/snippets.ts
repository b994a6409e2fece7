import { readText } from "../support/project.ts";

/** A program that documentation shows. */
export interface Snippet {
  /** Where it stands, and what it is said to do. */
  readonly name: string;
  /** Its TypeScript. */
  readonly code: string;
}

const FENCE = /^```ts\n(.*?)^```$/gms;

/** The examples in the doc comments of a source, in order. */
export async function readExamples(path: string): Promise<Snippet[]> {
  const comments = (await readText(path)).match(/\/\*\*.*?\*\//gs) ?? [];
  return comments.flatMap((comment) => {
    const text = comment.replaceAll(/^ *\*(?: |$)/gm, "");
    // Titles are asked for, as JSR shows them, and failures are named by them.
    return text.split(/^@example */m).slice(1).flatMap((example) =>
      snippetsIn(example, `${path}: ${example.split("\n")[0]}`)
    );
  });
}

/** The example of the doc comment of a module; nothing without one. */
export async function readModuleExamples(path: string): Promise<string[]> {
  const [comment = ""] =
    (await readText(path)).match(/^\/\*\*.*?@module\n.*?\*\//s) ?? [];
  const text = comment.replaceAll(/^ *\*(?: |$)/gm, "");
  return snippetsIn(text, path).map(({ code }) => code);
}

/** The programs of a page in Markdown, each by the heading it stands under. */
export async function readPage(path: string): Promise<Snippet[]> {
  const sections = (await readText(path)).split(/^#+ (?=.*$)/m);
  return sections.flatMap((section) =>
    snippetsIn(section, `${path}: ${section.split("\n")[0]}`)
  );
}

function snippetsIn(text: string, name: string): Snippet[] {
  return [...text.matchAll(FENCE)].map(([, code = ""], i) => ({
    name: i === 0 ? name : `${name} (${i + 1})`,
    code,
  }));
}
