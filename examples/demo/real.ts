import { lastValueFrom, map, takeUntil, tap, timer, toArray } from "rxjs";
import { connect } from "../connect.ts";
import { Budget } from "./budget.ts";
import { readHistory, showGroups } from "./reading.ts";
import type { Stage } from "./stage.ts";

/** The newest so many messages are read. */
const MOST = 25_000;

/** So long new ones are listened for, in ms. */
const LISTEN = 10_000;

/** The same reading on GroupMe itself; posts nothing. */
export async function readReal(stage: Stage): Promise<boolean> {
  // Below the rate from which on GroupMe is said to limit.
  const client = connect({ rateLimit: { requests: 8, perMs: 1000 } });
  const budget = new Budget(client);
  stage.title("Groups");
  const [group] = await showGroups(client, stage);
  if (group === undefined) throw new Error("You are in no group");
  const { name = group.id, messagesCount = MOST, messages } = group;

  stage.title(`The history of ${name}`);
  const total = Math.min(messagesCount, MOST);
  const read = await readHistory(group, stage, total, MOST);

  stage.title(`${name}, live for ${LISTEN / 1000} seconds`);
  const heard = await lastValueFrom(
    messages.tail().pipe(
      tap(({ name = "?", text = "" }) =>
        stage.line(`  ${stage.bold(name)}  ${text}`)
      ),
      map(({ id }) => id),
      takeUntil(timer(LISTEN)),
      toArray(),
    ),
  );

  const ids = [...read, ...heard];
  const twice = ids.length - new Set(ids).size;
  const isInOrder = read.every((id, i) =>
    i === 0 || BigInt(id) < BigInt(read[i - 1] ?? 0)
  );
  stage.title("Summary");
  stage.rows(budget.rows(read.length, heard.length));
  stage.line();
  stage.verdict(`${twice || "Nothing"} twice`, twice === 0);
  stage.verdict("The history came newest first", isInOrder);
  return twice === 0 && isInOrder;
}
