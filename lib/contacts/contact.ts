import { ManagedResource } from "../resource.ts";
import { toDate, toId, toText } from "../wire/json.ts";
import type { ContactData } from "./contact_data.ts";
import type { Contacts } from "./contacts.ts";

/**
 * A person you know. Immutable: a later listing has new ones. Reading a field
 * twice gives the same object.
 */
export class Contact extends ManagedResource<ContactData, Contacts> {
  /** When the contact was made. */
  readonly createdAt: Date | undefined = toDate(this.data.created_at);
  /** When the contact was last changed. */
  readonly updatedAt: Date | undefined = toDate(this.data.updated_at);

  /** The id of the contact, which is that of the user. */
  readonly id: string = toId(this.data.id);

  /** The user's id. */
  readonly userId: string = toId(this.data.user_id);

  /** The user's name. */
  readonly name: string | undefined = toText(this.data.name);

  /** The user's picture. */
  readonly avatarUrl: string | undefined = toText(this.data.avatar_url) ||
    undefined;

  /** Whether you have blocked the user. */
  readonly isBlocked: boolean = this.data.blocked === true ||
    this.data.is_blocked === true;

  /** Whether the contact is hidden from lists. */
  readonly isHidden: boolean = this.data.hidden === true;
}
