import { tryOut } from "../shared/try_out.ts";

export default {
  async fetch(): Promise<Response> {
    return Response.json(await tryOut());
  },
};
