import {
  BehaviorSubject,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  Subject,
  tap,
} from "rxjs";
import type { Later } from "./account.ts";
import type { KeptPicture, PictureStore } from "./picture_store.ts";
import { type Picture, pictureOf, uploaded } from "./pictures.ts";

/** The pictures that go out with a message, from their choice on. */
export class PicturesToSend {
  /**
   * All of them, at once and whenever one changes. While subscribed to it uploads
   * and keeps them, those first that were kept before.
   */
  readonly all$: Observable<readonly Picture[]>;
  readonly #all = new BehaviorSubject<readonly Picture[]>([]);
  // A Subject, since people add and retry them one by one.
  readonly #wanted = new Subject<Picture>();
  readonly #store: PictureStore;

  /** Takes what keeps pictures, and what uploads one. */
  constructor(store: PictureStore, upload: Later["upload"]) {
    this.#store = store;
    const uploads = this.#wanted.pipe(
      mergeMap((picture) =>
        uploaded(picture, upload).pipe(
          tap((changed) => this.#change(changed)),
          concatMap((changed) => this.#kept(changed)),
        )
      ),
    );
    const kept = defer(() => store.read()).pipe(
      tap((kept) => this.#show(kept.map(pictureOf))),
    );
    this.all$ = merge(
      merge(uploads, kept).pipe(ignoreElements()),
      this.#all,
    );
  }

  /** Adds pictures, uploads and keeps them. */
  add(chosen: readonly Partial<KeptPicture>[]): void {
    const pictures = chosen.map(pictureOf);
    this.#store.add(pictures.map(({ id }) => id));
    this.#show(pictures);
  }

  /** Uploads a picture, once more where that failed. */
  retry(picture: Picture): void {
    this.#wanted.next(picture);
  }

  /** Removes pictures: these, or all of them. */
  remove(pictures: readonly Picture[] = this.#all.value): void {
    this.#all.next(this.#all.value.filter((it) => !pictures.includes(it)));
    this.#store.remove(pictures.map(({ id }) => id));
    revoke(pictures);
  }

  /** Gives the memory of the previews back. */
  close(): void {
    revoke(this.#all.value);
  }

  /** Shows more pictures, and uploads them. */
  #show(pictures: readonly Picture[]): void {
    this.#all.next([...this.#all.value, ...pictures]);
    for (const picture of pictures) this.retry(picture);
  }

  #change(changed: Partial<Picture>): void {
    this.#all.next(
      this.#all.value.map((it) =>
        it.id === changed.id ? { ...it, ...changed } : it
      ),
    );
  }

  /** Keeps a picture, unless it is removed meanwhile. */
  #kept(picture: Picture): Observable<unknown> {
    const { id, file, attachment, state } = picture;
    const isThere = this.#all.value.some((it) => it.id === id);
    if (state === "failed" || !isThere) return EMPTY;
    return from(this.#store.keep({ id, file, attachment })).pipe(
      tap((loss) => this.#change({ id, loss })),
    );
  }
}

function revoke(pictures: readonly Picture[]): void {
  for (const { file, previewUrl } of pictures) {
    if (file && previewUrl) URL.revokeObjectURL(previewUrl);
  }
}
