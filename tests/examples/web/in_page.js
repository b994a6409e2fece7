// What the tests do within the page. It is no TypeScript, since the types of a
// page would come along into every file that is checked together with it.

/** Whether nothing is on its way any more. */
export function isAllSent() {
  return !document.querySelector(".progress");
}

/** Whether the newest message is seen. */
export function isAtEnd() {
  const list = document.querySelector(".log");
  return list.scrollTop + list.clientHeight > list.scrollHeight - 40;
}

/** Scrolls the messages to a place, in px. */
export function scrollTo(list, top) {
  list.scrollTop = top;
}

/** Whether a card's sign stands at the left of its words, and no lower. */
export function standsBeside({ sign, words }) {
  const [left, right] = [sign, words].map((text) =>
    [...document.querySelectorAll(".card *")]
      .find((it) => it.children.length === 0 && it.textContent === text)
      ?.getBoundingClientRect()
  );
  return left !== undefined && right !== undefined && left.width > 0 &&
    right.x > left.x && right.y < left.bottom + 12;
}

/** Tells the page that its tab is shown, as if it had not been before. */
export function showTab() {
  document.dispatchEvent(new Event("visibilitychange"));
}

/** How much wider than the window the page is, in px. */
export function overflow() {
  return document.documentElement.scrollWidth - innerWidth;
}

/** What has the focus. */
export function focusedName() {
  const { activeElement } = document;
  return activeElement?.getAttribute("aria-label") ??
    activeElement?.textContent ?? "";
}

/**
 * Scrolls up, page after page, until so many messages have come.
 *
 * @returns How far the first seen row moved with each page, in px.
 */
export async function scrollUp(list, most) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const rows = () => [...list.querySelectorAll(".row")];
  const top = (row) => row.getBoundingClientRect().top;
  const moved = [];
  let seen = 0;
  for (let page = 0; page < 200 && seen < most; page++) {
    list.scrollTop = 120;
    await frame();
    const { key } = rows()[0].dataset;
    const edge = top(list);
    const kept = rows().find((row) =>
      row.getBoundingClientRect().bottom > edge
    );
    const before = top(kept);
    for (let i = 0; i < 600 && rows()[0].dataset.key === key; i++) {
      await frame();
    }
    if (rows()[0].dataset.key === key) break;
    moved.push(Math.abs(top(kept) - before));
    seen += rows().findIndex((row) => row.dataset.key === key);
  }
  return { moved, seen };
}

/** Whether the window that the page keeps in IndexedDB holds a text. */
export async function keptInCache({ account, text }) {
  const opened = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = resolve;
      request.onerror = reject;
    });
  const name = `rxgroupme-${account}`;
  // Whoever opens what is not there makes it, without a store.
  const opening = indexedDB.open(name);
  opening.onupgradeneeded = () => opening.transaction.abort();
  try {
    await opened(opening);
  } catch {
    return false;
  }
  const { result: database } = opening;
  const [store] = database.objectStoreNames;
  const reading = database.transaction(store).objectStore(store).getAll();
  await opened(reading);
  database.close();
  return JSON.stringify(reading.result).includes(text);
}

/** Notes, from the start of a page on, each task of more than 50 ms. */
export function noteLongTasks() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      globalThis.longTasks.push(duration);
    }
  }).observe({ type: "longtask", buffered: true });
}

/** The tasks of more than 50 ms so far, in ms. */
export function longTasks() {
  return globalThis.longTasks;
}

/**
 * Scrolls up as a wheel does, frame by frame, until the rows above have come so
 * many times, or the beginning is reached.
 *
 * @returns How many messages came, the most rows that were there at once, and
 * the frames that it took.
 */
export async function wheelUp(list, most) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const rows = () => list.querySelectorAll(".row");
  let [came, rowsAtMost, frames, still] = [0, 0, 0, 0];
  let first = rows()[0].dataset.key;
  while (came < most && still < 600) {
    const { scrollTop } = list;
    list.scrollTop = scrollTop - 300;
    await frame();
    frames += 1;
    const now = [...rows()];
    rowsAtMost = Math.max(rowsAtMost, now.length);
    const { key } = now[0].dataset;
    still = key === first && list.scrollTop === scrollTop ? still + 1 : 0;
    if (key === first) continue;
    came += now.findIndex((row) => row.dataset.key === first);
    first = key;
  }
  return { came, rowsAtMost, frames };
}

/** Lets so many frames go by in a page that does nothing. */
export async function idle(frames) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let i = 0; i < frames; i++) await frame();
}

/** Drops or pastes a picture of one pixel onto something. */
export function dropPicture(target, type) {
  const bytes = Uint8Array.from(
    atob(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    ),
    (it) => it.charCodeAt(0),
  );
  const data = new DataTransfer();
  data.items.add(new File([bytes], "tide.png", { type: "image/png" }));
  const all = { bubbles: true, cancelable: true };
  target.dispatchEvent(
    type === "drop"
      ? new DragEvent(type, { ...all, dataTransfer: data })
      : new ClipboardEvent(type, { ...all, clipboardData: data }),
  );
}

/** All that the page keeps as texts. */
export function storedTexts() {
  return {
    local: JSON.stringify({ ...localStorage }),
    session: JSON.stringify({ ...sessionStorage }),
  };
}

/** Sends what is written; the texts that are kept by then. */
export function sentAndKept(field) {
  field.form.requestSubmit();
  return JSON.stringify({ ...localStorage });
}

/** The names of what the page keeps: databases, and texts. */
export async function keptNames() {
  const databases = await indexedDB.databases();
  return [...databases.map(({ name }) => name), ...Object.keys(localStorage)];
}

/** Whether a video plays once it is asked to. */
export function isPlayed(video) {
  return video.play().then(() => true, () => false);
}

/** The numbers of the messages that say "missed 1.", in their order. */
export function numbersIn(list) {
  return [...list.querySelectorAll(".row")]
    .map((row) => /missed (\d+)\./.exec(row.textContent)?.[1])
    .filter((it) => it !== undefined)
    .map(Number);
}

/** Notes, from the start of a page on, each text of the first status. */
export function noteStatuses() {
  globalThis.statuses = [];
  new MutationObserver(() => {
    const text = document.querySelector("[role=status]")?.textContent;
    if (text && text !== globalThis.statuses.at(-1)) {
      globalThis.statuses.push(text);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

/** The texts of the first status so far. */
export function statuses() {
  return globalThis.statuses;
}

/** The title of the page. */
export function isTitled(title) {
  return document.title === title;
}

/** Drops so many pictures at once, of so many bytes each. */
export function dropPictures(target, { count, bytes }) {
  const data = new DataTransfer();
  for (let i = 0; i < count; i++) {
    const content = new Uint8Array(bytes);
    content.set([137, 80, 78, 71, 13, 10, 26, 10]);
    data.items.add(new File([content], `${i}.png`, { type: "image/png" }));
  }
  target.dispatchEvent(
    new DragEvent("drop", {
      bubbles: true,
      cancelable: true,
      dataTransfer: data,
    }),
  );
}

/** Denies databases to the page from its start on, as a private window may. */
export function denyDatabases() {
  indexedDB.open = () => {
    throw new DOMException("denied", "SecurityError");
  };
}

/** How many values the databases of the page hold that have a part of a name. */
export async function countKept(part) {
  const resultOf = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let count = 0;
  for (const { name } of await indexedDB.databases()) {
    if (!name.includes(part)) continue;
    const database = await resultOf(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const reading = database.transaction(store).objectStore(store);
      count += await resultOf(reading.count());
    }
    database.close();
  }
  return count;
}

/** The style of the line around something. */
export function outlineOf(element) {
  return getComputedStyle(element).outlineStyle;
}

/** Waits until a picture can be drawn. */
export function decoded(image) {
  return image.decode();
}

/** The number of the picture in the messages that has the focus; -1 for none. */
export function focusedPicture() {
  return [...document.querySelectorAll(".log a.picture")]
    .indexOf(document.activeElement);
}
