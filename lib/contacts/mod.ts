/**
 * The people you know: contacts, profiles, and the requests that wait for an
 * answer.
 *
 * @example List the people you know
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { contacts } from "@rxgroupme/client/contacts";
 *
 * const client = Client.fromToken("...");
 * contacts(client).listAll().subscribe(({ name, userId }) => {
 *   console.log(name, userId);
 * });
 * ```
 *
 * @module
 */

export { Contact } from "./contact.ts";
export type { ContactData, ProfileData, RequestsData } from "./contact_data.ts";
export { Contacts, contacts, type ListContactsOptions } from "./contacts.ts";
export type { GroupSummary } from "./group_summary.ts";
export type { Person } from "./person.ts";
export type { Profile } from "./profile.ts";
export type {
  DirectRequest,
  ReceivedRequests,
  Requests,
  SentGroupRequest,
} from "./requests.ts";
