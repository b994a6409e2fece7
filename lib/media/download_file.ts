import { catchError, type Observable } from "rxjs";
import { BadResponse } from "../errors.ts";
import type { Api } from "../resource.ts";
import type { ApiRequest } from "../transport/request.ts";
import { pathId } from "../util/validate.ts";

/**
 * Downloads a file; emits its bytes, then completes.
 *
 * @param conversation The id of its conversation, as paths take it.
 * @throws {TypeError} Without an id of the file.
 */
export function downloadFile(
  session: Api,
  conversation: string,
  fileId: string,
): Observable<Blob> {
  const call: ApiRequest<Blob> = {
    host: "file",
    path: `/${conversation}/files/${pathId(fileId, "fileId")}`,
    responseType: "bytes",
    read: (answer) => answer as Blob,
  };
  return session.request(call).pipe(
    catchError((error) => {
      if (!(error instanceof BadResponse && error.status === 405)) throw error;
      // As clients of 2021 ask.
      return session.request({ ...call, method: "POST", idempotent: true });
    }),
  );
}
