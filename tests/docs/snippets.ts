import { readText } from "../../_tools/project.ts";

/** A program that documentation shows. */
export interface Snippet {
  /** Where it stands, and what it is said to do. */
  readonly name: string;
  /** Its TypeScript. */
  readonly code: string;
}

/** Of whatever language: none is to escape by what it is called. */
const FENCE = /^```\S.*?\n(.*?)^```$/gms;

/** The programs in the doc comments of a source, in order. */
export async function readExamples(path: string): Promise<Snippet[]> {
  const comments = (await readText(path)).match(/\/\*\*.*?\*\//gs) ?? [];
  return comments.flatMap((comment) =>
    textOf(comment).split(/^@example */m).flatMap((part, i) =>
      snippetsIn(part, i === 0 ? path : `${path}: ${part.split("\n")[0]}`)
    )
  );
}

/** The programs in the doc comment of a module itself. */
export async function readModuleExamples(path: string): Promise<string[]> {
  const [comment = ""] =
    (await readText(path)).match(/^\/\*\*.*?@module\n.*?\*\//s) ?? [];
  return snippetsIn(textOf(comment), path).map(({ code }) => code);
}

/** The programs of a page in Markdown, each by the heading it stands under. */
export async function readPage(path: string): Promise<Snippet[]> {
  const sections = (await readText(path)).split(/^#+ /m);
  return sections.flatMap((section) =>
    snippetsIn(section, `${path}: ${section.split("\n")[0]}`)
  );
}

/** What a doc comment says. */
function textOf(comment: string): string {
  return comment.replaceAll(/^ *\*(?: |$)/gm, "");
}

function snippetsIn(text: string, name: string): Snippet[] {
  return [...text.matchAll(FENCE)].map(([, code = ""], i) => ({
    name: i === 0 ? name : `${name} (${i + 1})`,
    code,
  }));
}
