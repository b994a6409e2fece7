import { assertEquals } from "@std/assert";
import { lastValueFrom, of, toArray } from "rxjs";
import { freshPages } from "../../lib/paging/fresh_pages.ts";
import { Pager } from "../../lib/paging/pager.ts";

interface Row {
  readonly id: string;
  readonly text?: string;
}

function listed(pages: readonly (readonly Row[] | undefined)[]) {
  let requests = 0;
  const pager = new Pager(freshPages<Row>(() => {
    const left = [...pages];
    return () => {
      requests += 1;
      return of(left.shift());
    };
  }));
  const all = async () => {
    const rows = await lastValueFrom(pager.pipe(toArray()));
    return rows.map(({ id, text }) => id + (text ?? "")).join(" ");
  };
  return { all, requests: () => requests };
}

Deno.test("freshPages() delivers each item once, until a page has no new one", async () => {
  const { all, requests } = listed([
    [{ id: "3" }, { id: "2" }],
    [{ id: "2" }, { id: "1" }, { id: "1" }],
    [{ id: "1" }, { id: "3" }],
    [{ id: "0" }],
  ]);
  assertEquals([await all(), requests()], ["3 2 1", 3]);
  // Each run starts anew.
  assertEquals([await all(), requests()], ["3 2 1", 6]);
});

Deno.test("freshPages() tells items without an id apart by their JSON", async () => {
  const { all } = listed([
    [{ id: "", text: "a" }, { id: "", text: "b" }],
    [{ id: "", text: "b" }, { id: "", text: "c" }],
    [{ id: "", text: "c" }],
  ]);
  assertEquals(await all(), "a b c");
});

Deno.test("freshPages() ends with an empty page, or without one", async () => {
  assertEquals(await listed([[{ id: "1" }], []]).all(), "1");
  assertEquals(await listed([[{ id: "1" }], undefined]).all(), "1");
  assertEquals(await listed([]).all(), "");
});
