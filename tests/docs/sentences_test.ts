import { assertEquals } from "@std/assert";
import { listSources, readText } from "../../_tools/project.ts";

const COMMENT = /\/\*\*(.*?)\*\//gs;

/** The prose of a doc comment: without programs, code and links. */
function proseOf(comment: string): string {
  return comment
    .replaceAll(/^\s*\* ?/gm, "")
    .replaceAll(/```.*?```/gs, "")
    .replaceAll(/`[^`]*`|\{@[^}]*\}|https?:\S+/g, "code")
    .replaceAll(/^@example.*$/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Sentences that ask, or begin as a question does. */
function questionsIn(prose: string): readonly string[] {
  return [
    ...prose.matchAll(
      /(?:^|[.:] |@\w+ (?:\w+ )?)(?:What|Which|Has|Is|Was|May|Can|Does|Did) .{0,40}|.{0,40}\?/g,
    ),
  ]
    .map(([found]) => found);
}

Deno.test("docs of lib/ ask nothing, and no sentence begins as a question does", async () => {
  const found: string[] = [];
  for (const path of ["mod.ts", ...await listSources("lib")]) {
    for (const [, comment = ""] of (await readText(path)).matchAll(COMMENT)) {
      found.push(
        ...questionsIn(proseOf(comment)).map((it) => `${path}: ${it}`),
      );
    }
  }
  assertEquals(found, []);
});
