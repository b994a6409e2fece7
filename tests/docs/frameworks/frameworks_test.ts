import { assert, assertEquals } from "@std/assert";
import { dirname } from "node:path";
import { execute } from "../../../_tools/execute.ts";
import { makePackage } from "../../../_tools/npm/package.ts";
import { root } from "../../../_tools/project.ts";
import { type Browser, withChromium } from "../../support/chromium.ts";
import { Loopback } from "../../support/loopback.ts";
import { NPM_ENV } from "../../support/npm_env.ts";
import { filesOf } from "../../support/static_files.ts";
import { readPage } from "../snippets.ts";
import { type Template, TEMPLATES } from "./templates.ts";

const GUIDE = "docs/frameworks.md";

const LIMIT_MS = 60_000;

/** Nobody in a simulated history says this. */
const TEXT = "Written in the page";

/** A directory with the package and the frameworks installed. */
async function install(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "frameworks-" });
  await Deno.copyFile(
    new URL("tests/docs/frameworks/package.json", root),
    `${dir}/package.json`,
  );
  const tarball = await makePackage(`${dir}/package`);
  await Deno.rename(tarball, `${dir}/client.tgz`);
  await execute("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: dir,
    env: NPM_ENV,
  });
  return dir;
}

/** A project of a template with the programs of the guide in it. */
async function makeProject(
  dir: string,
  template: Template,
  programs: ReadonlyMap<string, string>,
): Promise<void> {
  const { title, component, main, plugin: [imports, call], jsx } = template;
  const [entry, code] = main;
  const files = {
    "src/live.ts": programs.get("The conversation"),
    [component]: programs.get(title),
    [entry]: code,
    "index.html": `<!doctype html><html lang="en"><title>A page</title>` +
      `<div id="app"></div><script type="module" src="/${entry}"></script>`,
    "vite.config.ts":
      `${imports};\nexport default { base: "./", plugins: [${call}] };\n`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2023",
        lib: ["es2023", "dom", "dom.iterable"],
        types: ["vite/client"],
        module: "esnext",
        moduleResolution: "bundler",
        allowImportingTsExtensions: true,
        verbatimModuleSyntax: true,
        noEmit: true,
        strict: true,
        skipLibCheck: true,
        ...jsx,
      },
      include: ["src"],
    }),
  };
  for (const [path, text] of Object.entries(files)) {
    assert(text, `${GUIDE} has no ${path} for ${title}`);
    await Deno.mkdir(dirname(`${dir}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${dir}/${path}`, text);
  }
}

/** Opens a page that was built, and writes in its conversation. */
async function use(browser: Browser, dist: string): Promise<void> {
  await using server = new Loopback(filesOf(dist));
  const page = await browser.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(server.origin);
  const rows = page.getByRole("listitem");
  await rows.nth(20).waitFor();
  const count = await rows.count();
  const box = page.getByLabel("Message");
  await box.fill(TEXT);
  await box.press("Enter");
  const sent = page.locator(`li[data-state="sent"]`, {
    hasText: TEXT,
  });
  await sent.waitFor();
  assertEquals(await box.inputValue(), "");
  assertEquals(await rows.count(), count + 1);
  assertEquals(await rows.last().textContent(), await sent.textContent());
  assertEquals(problems, []);
  await page.close();
}

Deno.test("docs/frameworks.md has whole pages, which compile, build and run in Chromium", async (t) => {
  const snippets = await readPage(GUIDE);
  const programs = new Map(
    snippets.map(({ name, code }) => [name.replace(`${GUIDE}: `, ""), code]),
  );
  const titles = Object.values(TEMPLATES).map(({ title }) => title);
  assertEquals([...programs.keys()], ["The conversation", ...titles]);
  const dir = await install();
  try {
    await withChromium(async (browser) => {
      for (const [name, template] of Object.entries(TEMPLATES)) {
        await t.step(name, async () => {
          const project = `${dir}/${name}`;
          await makeProject(project, template, programs);
          const options = { cwd: project };
          await execute("npx", template.check, options);
          await execute("npx", ["vite", "build"], options);
          await use(browser, `${project}/dist`);
        });
      }
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
