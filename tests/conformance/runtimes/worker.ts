/**
 * A worker that plays the suite when it is asked to.
 *
 * @module
 */

import { play } from "../play.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await play(await request.json()));
  },
};
