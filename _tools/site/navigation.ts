/** A group of pages in the navigation. */
export interface Section {
  /** What stands above its pages. */
  readonly title: string;
  /** Paths from the top of the checkout, each with its title. */
  readonly pages: Readonly<Record<string, string>>;
}

/** What the navigation of the site lists, in order. */
export const NAVIGATION: readonly Section[] = [
  {
    title: "Start",
    pages: {
      "README.md": "Overview",
      "docs/first_hour.md": "The first hour",
      "docs/rxjs.md": "RxJS in ten minutes",
      "examples/README.md": "Examples",
    },
  },
  {
    title: "Guides",
    pages: {
      "docs/bot.md": "A bot",
      "docs/export.md": "An export",
      "docs/groups.md": "Groups, topics, polls, events, files",
      "docs/timeline.md": "A conversation in a UI",
      "docs/frameworks.md": "A page in your framework",
      "docs/relay.md": "A relay",
      "docs/push.md": "Push, and its limits",
      "docs/mirror.md": "A copy of everything",
      "docs/testing.md": "Testing your own code",
    },
  },
  {
    title: "Reference",
    pages: {
      "api/index.html": "API",
      "docs/errors.md": "Errors, and what to do",
      "docs/from_groupy.md": "From Groupy",
      "CHANGELOG.md": "Changes",
    },
  },
  {
    title: "Inside",
    pages: {
      "docs/architecture.md": "Architecture",
      "bench/README.md": "Benchmarks and sizes",
      "SECURITY.md": "Security",
      "CONTRIBUTING.md": "Contributing",
    },
  },
];

/** The paths of the pages that the navigation lists and that are made here. */
export const LISTED: readonly string[] = NAVIGATION
  .flatMap(({ pages }) => Object.keys(pages))
  .filter((path) => path.endsWith(".md"));
