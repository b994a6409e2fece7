/** What Vite's template for a framework has, as far as a page needs it. */
export interface Template {
  /** The heading of its section in the guide. */
  readonly title: string;
  /** Where its component is. */
  readonly component: string;
  /** The file that puts the component into the page, and what it says. */
  readonly main: readonly [path: string, code: string];
  /** The plugin of Vite, as it is imported and called. */
  readonly plugin: readonly [imports: string, call: string];
  /** The compiler's options for JSX. */
  readonly jsx?: Readonly<Record<string, string>>;
  /** What checks the types. */
  readonly check: readonly string[];
}

const PLACE = `document.getElementById("app")!`;
const TSC = ["tsc", "--project", "."];

/** Each template by the name that `npm create vite` knows it by. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  "react-ts": {
    title: "React",
    component: "src/App.tsx",
    main: [
      "src/main.tsx",
      `import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import App from "./App.tsx";
createRoot(${PLACE}).render(<StrictMode><App /></StrictMode>);
`,
    ],
    plugin: [`import plugin from "@vitejs/plugin-react"`, "plugin()"],
    jsx: { jsx: "react-jsx" },
    check: TSC,
  },
  "preact-ts": {
    title: "Preact",
    component: "src/app.tsx",
    main: [
      "src/main.tsx",
      `import { render } from "preact";
import { App } from "./app.tsx";
render(<App />, ${PLACE});
`,
    ],
    plugin: [`import plugin from "@preact/preset-vite"`, "plugin()"],
    jsx: { jsx: "react-jsx", jsxImportSource: "preact" },
    check: TSC,
  },
  "svelte-ts": {
    title: "Svelte",
    component: "src/App.svelte",
    main: [
      "src/main.ts",
      `import { mount } from "svelte";
import App from "./App.svelte";
mount(App, { target: ${PLACE} });
`,
    ],
    plugin: [
      `import { svelte, vitePreprocess } from "@sveltejs/vite-plugin-svelte"`,
      "svelte({ preprocess: vitePreprocess() })",
    ],
    check: ["svelte-check", "--tsconfig", "./tsconfig.json"],
  },
  "vue-ts": {
    title: "Vue",
    component: "src/App.vue",
    main: [
      "src/main.ts",
      `import { createApp } from "vue";
import App from "./App.vue";
createApp(App).mount(${PLACE});
`,
    ],
    plugin: [`import plugin from "@vitejs/plugin-vue"`, "plugin()"],
    check: ["vue-tsc", "--project", "."],
  },
  "solid-ts": {
    title: "Solid",
    component: "src/App.tsx",
    main: [
      "src/index.tsx",
      `import { render } from "solid-js/web";
import App from "./App.tsx";
render(() => <App />, ${PLACE});
`,
    ],
    plugin: [`import plugin from "vite-plugin-solid"`, "plugin()"],
    jsx: { jsx: "preserve", jsxImportSource: "solid-js" },
    check: TSC,
  },
};
