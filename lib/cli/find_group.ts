import { catchError, map, type Observable, throwError, toArray } from "rxjs";
import type { Client } from "../client.ts";
import { NotFound } from "../errors.ts";
import type { Group } from "../resources/groups/group.ts";
import { Failure } from "./failure.ts";

/**
 * Finds the group that the user means.
 *
 * @param wanted Its id, or its name; white space and the form of Unicode do not
 * matter, unless another group has exactly that name.
 * @returns The group; or a {@linkcode Failure} if there is none, or several.
 */
export function findGroup(client: Client, wanted: string): Observable<Group> {
  if (!/^\d+$/.test(wanted)) return findByName(client, wanted);
  return client.groups.get(wanted).pipe(
    // A name can be a number, too.
    catchError((error) =>
      error instanceof NotFound
        ? findByName(client, wanted)
        : throwError(() => error)
    ),
  );
}

function findByName(client: Client, name: string): Observable<Group> {
  return client.groups.listAll({ omit: "memberships" }).pipe(
    toArray(),
    map((groups) => {
      const exact = groups.filter((it) => it.name === name);
      const [group, ...others] = exact.length > 0
        ? exact
        : groups.filter((it) => typed(it.name ?? "") === typed(name));
      if (group === undefined) {
        throw new Failure(
          `No group of yours has the id or the name "${name}": "groupme groups" lists them`,
        );
      }
      if (others.length === 0) return group;
      const ids = [group, ...others].map(({ id }) => id).join(", ");
      throw new Failure(
        `Several groups are called "${name}": take an id, ${ids}`,
      );
    }),
  );
}

/** A name as people type it: one form of Unicode, and single spaces. */
function typed(name: string): string {
  return name.normalize("NFC").replaceAll(/\s+/g, " ").trim();
}
