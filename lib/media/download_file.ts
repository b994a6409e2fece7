import { catchError, type Observable } from "rxjs";
import type { Api } from "../resource.ts";
import type { ApiRequest } from "../transport/request.ts";

/**
 * Downloads a file; emits its bytes, then completes.
 *
 * @param conversation The id of its conversation, as paths take it.
 * @param fileId Its id, as paths take it.
 */
export function downloadFile(
  session: Api,
  conversation: string,
  fileId: string,
): Observable<Blob> {
  const call: ApiRequest<Blob> = {
    host: "file",
    path: `/${conversation}/files/${fileId}`,
    responseType: "bytes",
    read: (answer) => answer as Blob,
  };
  return session.request(call).pipe(
    catchError((error) => {
      if (error.status !== 405) throw error;
      // As clients of 2021 ask.
      return session.request({ ...call, method: "POST", idempotent: true });
    }),
  );
}
