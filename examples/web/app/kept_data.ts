/** Begins the keys of the drafts of an account in local storage. */
const draftsOf = (account: string): string => `rxgroupme.draft.${account}.`;

/** The key of the draft of a conversation in local storage. */
export function draftKey(account: string, conversation: string): string {
  return draftsOf(account) + conversation;
}

/** The key of the list of conversations in local storage. */
export function listKey(account: string): string {
  return `rxgroupme.list.${account}`;
}

/** The database of what was read in the conversations of an account. */
export function cacheName(account: string): string {
  return `rxgroupme-${account}`;
}

/** Begins the keys of what an account has not sent yet in local storage. */
export function outboxName(account: string): string {
  return `rxgroupme.out.${account}`;
}

/** How many drafts of an account are kept. */
export function countDrafts(account: string): number {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(draftsOf(account))).length;
}

/**
 * Removes everything that the browser keeps of an account. Nothing of it may run
 * any more, as a timeline keeps its window once more when it is left.
 */
export async function removeKept(account: string): Promise<void> {
  for (const key of Object.keys(localStorage)) {
    const isIts = key === listKey(account) ||
      key.startsWith(draftsOf(account)) ||
      key.startsWith(`${outboxName(account)} `);
    if (isIts) localStorage.removeItem(key);
  }
  await removeDatabase(cacheName(account));
}

function removeDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
