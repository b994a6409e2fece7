import type { Observable } from "rxjs";
import {
  failure,
  GroupMeError,
  MissingResponseError,
  NoResponse,
  type RequestSummary,
} from "../errors.ts";
import { abortable } from "../util/abortable.ts";
import { DecodeError } from "../wire/json.ts";
import type { Activity } from "./activity.ts";
import { encodeBody } from "./body.ts";
import { type FetchUrl, fetchWith } from "./fetch.ts";
import { type CheckedOptions, plainHeaders } from "./options.ts";
import { redact, redactCause } from "./redact.ts";
import type { ApiRequest } from "./request.ts";
import { type Fail, readResponse } from "./response.ts";
import { isDenial } from "./retry.ts";
import type { Urls } from "./urls.ts";
import { invalidArgument } from "../util/validate.ts";

/** The parts of a session that send a request. */
export interface Sender {
  readonly options: CheckedOptions;
  readonly urls: Urls;
  readonly clock: () => number;
  readonly report: (activity: Activity) => void;
}

/** One attempt at a request. */
export interface Attempt {
  readonly request: RequestSummary;
  /** Whether the token may be sent there. */
  readonly isTrusted: boolean;
  /** Counted from 1. */
  readonly attempt: number;
  readonly token: string;
  /** Where the token goes, on hosts that may get it. */
  readonly tokenPlacement: "header" | "query" | "none";
}

/**
 * Sends a request once when subscribed to, and emits the value that `read` makes
 * of the answer. Unsubscribing aborts it.
 */
export function send<T>(
  { options, urls, clock, report }: Sender,
  call: ApiRequest<T>,
  { request, isTrusted, attempt, token, tokenPlacement }: Attempt,
): Observable<T> {
  return abortable(async (signal) => {
    const { method, url } = request;
    const { contentType, ...body } = encodeBody(call);
    if (method === "GET" && body.body) {
      throw invalidArgument("body", "it must not be given with a GET");
    }
    const placement = isTrusted ? tokenPlacement : "none";
    // A plain object: of Headers the platform would make a sorted list first.
    const headers = {
      ...(isTrusted && options.headers),
      ...plainHeaders(call.headers),
      ...(contentType && { "content-type": contentType }),
      ...(placement === "header" && { "x-access-token": token }),
    };
    let target: string | URL = url;
    if (placement === "query") {
      target = new URL(url);
      target.searchParams.set("token", token);
    }
    // A header of ours would go along to wherever a redirect leads.
    const fetchUrl: FetchUrl = (url, redirect = "manual") =>
      fetchWith(options.fetch, url, {
        method,
        headers,
        signal,
        redirect,
        ...body,
      });

    report({ type: "attempt", request, attempt });
    const started = clock();
    const clean = (text: string) => redact(text, token);
    let response: Response | undefined;
    const fail: Fail = (Kind, what, details) =>
      failure(Kind, request, clean(what), {
        ...details,
        status: response?.status,
        errors: details?.errors?.map(clean),
      });
    try {
      response = call.remote && !isTrusted
        ? await call.remote.fetch(fetchUrl, urls, fail)
        : await fetchUrl(target);
      const { status } = response;
      report({
        type: "response",
        request,
        status,
        duration: clock() - started,
      });
      const { content, code } = await readResponse(response, call, fail);
      return call.read(content, { status, code });
    } catch (error) {
      if (error instanceof GroupMeError) throw error;
      if (error instanceof DecodeError) {
        throw fail(MissingResponseError, error.message);
      }
      const cause = redactCause(error, token);
      if (isDenial(error)) {
        throw fail(NoResponse, `no permission: ${error.message}`, { cause });
      }
      const what = response ? "the answer broke off" : "no answer";
      throw fail(NoResponse, what, { cause });
    }
  });
}
