import {
  BehaviorSubject,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  Subject,
  tap,
} from "rxjs";
import type { Later } from "./account.ts";
import { type Picture, pictureOf, uploaded } from "./pictures.ts";

/** The pictures that go out with a message, from their choice on. */
export class PicturesToSend {
  /** All of them, at once and whenever one changes; uploads while subscribed to. */
  readonly all$: Observable<readonly Picture[]>;
  readonly #all = new BehaviorSubject<readonly Picture[]>([]);
  // A Subject, since people add and retry them one by one.
  readonly #wanted = new Subject<Picture>();

  /** Takes what uploads a picture. */
  constructor(upload: Later["upload"]) {
    const uploads = this.#wanted.pipe(
      mergeMap((picture) => uploaded(picture, upload)),
      tap((changed) =>
        this.#all.next(
          this.#all.value.map((it) => it.id === changed.id ? changed : it),
        )
      ),
      ignoreElements(),
    );
    this.all$ = merge(uploads, this.#all);
  }

  /** Adds pictures, and uploads them. */
  add(files: readonly Blob[]): void {
    const added = files.map(pictureOf);
    this.#all.next([...this.#all.value, ...added]);
    for (const picture of added) this.retry(picture);
  }

  /** Uploads a picture, once more where that failed. */
  retry(picture: Picture): void {
    this.#wanted.next(picture);
  }

  /** Removes a picture. */
  remove({ id }: Picture): void {
    this.#keep((it) => it.id !== id);
  }

  /** Removes all of them. */
  clear(): void {
    this.#keep(() => false);
  }

  #keep(isKept: (picture: Picture) => boolean): void {
    for (const picture of this.#all.value) {
      if (!isKept(picture)) URL.revokeObjectURL(picture.previewUrl);
    }
    this.#all.next(this.#all.value.filter(isKept));
  }
}
