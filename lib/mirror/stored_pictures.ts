import {
  concat,
  concatMap,
  defer,
  EMPTY,
  expand,
  from,
  ignoreElements,
  map,
  type Observable,
  switchMap,
  tap,
} from "rxjs";
import type { Client } from "../client.ts";
import { toId } from "../wire/json.ts";
import {
  type Coverage,
  type IdRange,
  missingRanges,
  nextId,
} from "./coverage.ts";
import { keepPictures, type MediaStore } from "./media.ts";
import { META } from "./run_state.ts";
import type { MirrorStore } from "./store.ts";

/** Messages whose pictures are looked for at once. */
const CHUNK = 200;

/** A conversation, and how much of it is stored. */
interface StoredConversation {
  readonly name: string;
  readonly coverage: Coverage;
}

/** The ranges of each conversation whose pictures are kept, by its name. */
type KeptRanges = Record<string, Coverage>;

/**
 * Downloads the pictures of stored messages that no run has kept: those of runs
 * without `media`, or that were interrupted between a page and its pictures. The
 * store remembers which ranges are done; where the way to a picture failed, the
 * conversation is gone through again by the next run.
 *
 * @returns The conversation after each part of it, then completion.
 */
export function keepStoredPictures<T extends StoredConversation>(
  client: Client,
  media: MediaStore,
  store: MirrorStore,
  conversations: readonly T[],
): Observable<T> {
  return defer(async () => await store.meta?.get(META.media)).pipe(
    switchMap((text = "{}") => {
      const kept: KeptRanges = JSON.parse(text);
      const keep = (it: T) =>
        defer(() => {
          const gaps = it.coverage.flatMap((range) =>
            missingRanges(kept[it.name] ?? [], range)
          );
          if (gaps.length === 0) return EMPTY;
          let areAll = true;
          const parts = from(gaps).pipe(
            concatMap((gap) => keepRange(client, media, store, it.name, gap)),
            tap((isKept) => areAll &&= isKept),
            map(() => it),
          );
          const mark = defer(async () => {
            if (!areAll) return;
            kept[it.name] = it.coverage;
            await store.meta?.set(META.media, JSON.stringify(kept));
          });
          return concat(parts, mark.pipe(ignoreElements()));
        });
      return from(conversations).pipe(concatMap(keep));
    }),
  );
}

/** Goes through a range, newest first: whether all of a part is kept, each time. */
function keepRange(
  client: Client,
  media: MediaStore,
  store: MirrorStore,
  name: string,
  { from: after, to }: IdRange,
): Observable<boolean> {
  const part = (before: string) =>
    defer(async () => await store.read(name, { after, before, limit: CHUNK }))
      .pipe(
        concatMap((rows) =>
          keepPictures(client, media, rows).pipe(
            map((isKept) => ({ isKept, rows })),
          )
        ),
      );
  return part(nextId(to)).pipe(
    expand(({ rows }) =>
      rows.length < CHUNK ? EMPTY : part(toId(rows.at(-1)?.id))
    ),
    map(({ isKept }) => isKept),
  );
}
