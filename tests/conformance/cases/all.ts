import type { Case, Cases } from "../scene.ts";
import { auth } from "./auth.ts";
import { bots } from "./bots.ts";
import { cancellation } from "./cancellation.ts";
import { cursors } from "./cursors.ts";
import { errors } from "./errors.ts";
import { listing } from "./listing.ts";
import { media } from "./media.ts";
import { paging } from "./paging.ts";
import { people } from "./people.ts";
import { posts } from "./posts.ts";
import { push } from "./push.ts";
import { retries } from "./retries.ts";
import { simulators } from "./simulators.ts";
import { tails } from "./tails.ts";
import { uploads } from "./uploads.ts";
import { webhooks } from "./webhooks.ts";

/** All cases, each with its name. */
export const allCases: readonly (readonly [name: string, Case])[] = [
  listing,
  paging,
  tails,
  push,
  posts,
  people,
  uploads,
  media,
  cursors,
  webhooks,
  bots,
  errors,
  retries,
  cancellation,
  auth,
  simulators,
].flatMap((cases: Cases) => Object.entries(cases));
