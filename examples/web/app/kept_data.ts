/** Begins the keys of the drafts of an account in local storage. */
export function draftsOf(account: string): string {
  return `rxgroupme.draft.${account}.`;
}

/** Begins the keys of the pictures that go out with drafts in local storage. */
export function picturesOf(account: string): string {
  return `rxgroupme.pictures.${account}.`;
}

/** The key of the list of conversations in local storage. */
export function listKey(account: string): string {
  return `rxgroupme.list.${account}`;
}

/** The database of what was read in the conversations of an account. */
export function cacheName(account: string): string {
  return `rxgroupme-${account}`;
}

/** The database of the pictures of an account that are not sent. */
export function pictureDatabase(account: string): string {
  return `rxgroupme-pictures-${account}`;
}

/** Begins the keys of what an account has not sent yet in local storage. */
export function outboxName(account: string): string {
  return `rxgroupme.out.${account}`;
}

/**
 * Removes everything that the browser keeps of an account. Nothing of it may run
 * any more, as a timeline keeps its window once more when it is left.
 */
export async function removeKept(account: string): Promise<void> {
  const prefixes = [
    draftsOf(account),
    picturesOf(account),
    `${outboxName(account)} `,
  ];
  for (const key of Object.keys(localStorage)) {
    const isIts = key === listKey(account) ||
      prefixes.some((it) => key.startsWith(it));
    if (isIts) localStorage.removeItem(key);
  }
  await removeDatabase(cacheName(account));
  await removeDatabase(pictureDatabase(account));
}

function removeDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
