import { got, invalidArgument } from "../util/validate.ts";
import {
  toFinite,
  toIds,
  toObjects,
  toPairs,
  toText,
  toWire,
} from "../wire/json.ts";
import { toAttachmentData } from "./attachment_data.ts";
import type { AttachmentData } from "../wire/message.ts";
import type {
  AudioFields,
  AutokickedMemberFields,
  CopilotCardFields,
  CopilotFields,
  EmojiCode,
  EmojiFields,
  EventFields,
  FileFields,
  ImageFields,
  LocationFields,
  Locus,
  MentionsFields,
  PartialImageFields,
  PollFields,
  ReplyFields,
  SplitFields,
  VideoFields,
} from "./fields.ts";

// All kinds share this file: the base makes them, and they extend the base,
// which modules of their own could not do to each other.

/**
 * An attachment of a message. A kind without a class of its own is one of these,
 * with all its fields in `data`. Reading a field never throws: one that is
 * missing or of another type than documented reads as `undefined`, empty or 0.
 * Reading it twice gives the same object.
 */
export class Attachment {
  /** The JSON as it came, or as it goes out: unknown fields are kept. */
  readonly data: AttachmentData;

  /**
   * Makes an attachment of any kind, known here or not.
   *
   * @param type GroupMe's name for the kind.
   * @param fields Its other fields: written in snake_case, without `null`.
   */
  constructor(type: string, fields: object = {}) {
    this.data = { type, ...toWire(fields) };
  }

  /**
   * Wraps the JSON of an attachment, as it is, in the class of its kind. One of
   * another copy of this library becomes one of this copy, for `instanceof`.
   */
  static fromData(it: AttachmentData | Attachment): Attachment {
    if (it instanceof Attachment) return it;
    const data = toAttachmentData(it);
    return Object.assign(Object.create(kindOf(data).prototype), { data });
  }

  /** Wraps a list of them; values that are not objects are left out. */
  static fromBulkData(
    list: readonly (AttachmentData | Attachment)[] | null | undefined,
  ): readonly Attachment[] {
    return toObjects<AttachmentData | Attachment>(list)
      .map((data) => Attachment.fromData(data));
  }

  /** GroupMe's name for the kind: `image`, `mentions`, ... */
  get type(): string {
    return toText(this.data.type) ?? "";
  }

  /** The JSON as it came, or as it goes out. */
  toJSON(): AttachmentData {
    return this.data;
  }
}

/** An attachment of a kind that has a class, and so known fields. */
export class KnownAttachment<Fields extends object> extends Attachment {
  /** Makes one of its fields, to be posted. */
  constructor(fields: Fields) {
    super("", fields);
    const types = Object.keys(kinds);
    this.data.type = types.find((type) => this instanceof kinds[type]!)!;
  }
}

/** A picture. */
export class ImageAttachment extends KnownAttachment<ImageFields> {
  /** Its URL. */
  get url(): string | undefined {
    return toText(this.data.url);
  }

  /** The URL that it was taken from. */
  get sourceUrl(): string | undefined {
    return toText(this.data.source_url);
  }

  /** The id of its file in the gallery. */
  get fileId(): string | undefined {
    return toText(this.data.file_id);
  }

  /** A BlurHash: a few colours to show until it is loaded. */
  get blurHash(): string | undefined {
    return toText(this.data.blur_hash);
  }
}

/** A picture on another host, such as a GIF; the token is never sent there. */
export class LinkedImageAttachment extends ImageAttachment {}

/** A video. */
export class VideoAttachment extends KnownAttachment<VideoFields> {
  /** Its URL. */
  get url(): string | undefined {
    return toText(this.data.url);
  }

  /** The URL of a picture of it. */
  get previewUrl(): string | undefined {
    return toText(this.data.preview_url);
  }

  /** A BlurHash: a few colours to show until it is loaded. */
  get blurHash(): string | undefined {
    return toText(this.data.blur_hash);
  }
}

/** A voice message. */
export class AudioAttachment extends KnownAttachment<AudioFields> {
  /** Its URL. */
  get url(): string | undefined {
    return toText(this.data.url);
  }

  /** Its length in ms. */
  get duration(): number | undefined {
    return toFinite(this.data.duration);
  }

  /** The heights of its wave, separated by commas. */
  get peaks(): string | undefined {
    return toText(this.data.peaks);
  }

  /** The URL of its transcript. */
  get transcriptUrl(): string | undefined {
    return toText(this.data.transcript_url);
  }
}

/** A document. */
export class FileAttachment extends KnownAttachment<FileFields> {
  /** The id of the uploaded file. */
  get fileId(): string | undefined {
    return toText(this.data.file_id);
  }
}

function assertDegrees(
  value: number | string,
  most: number,
  name: string,
): void {
  if (Math.abs(+value) <= most) return;
  const rule = `it must be from -${most} to ${most}${got(value)}`;
  throw invalidArgument(name, rule, RangeError);
}

/** A place. */
export class LocationAttachment extends KnownAttachment<LocationFields> {
  /**
   * Makes one of its fields, to be posted.
   *
   * @throws {RangeError} With a latitude or a longitude out of its range.
   */
  constructor(fields: LocationFields) {
    const { lat, lng } = fields;
    assertDegrees(lat, 90, "lat");
    assertDegrees(lng, 180, "lng");
    // GroupMe documents text.
    super({ ...fields, lat: `${lat}`, lng: `${lng}` });
  }

  /** Degrees north. */
  get lat(): number | undefined {
    return toFinite(this.data.lat);
  }

  /** Degrees east. */
  get lng(): number | undefined {
    return toFinite(this.data.lng);
  }

  /** Its name. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** The id of the place at Foursquare. */
  get foursquareVenueId(): string | undefined {
    return toText(this.data.foursquare_venue_id);
  }
}

/** The mentions in the text, and where they stand; `compose` makes it. */
export class MentionsAttachment extends KnownAttachment<MentionsFields> {
  /** The place of each mention; `[0, 0]` for a malformed one. */
  get loci(): readonly Locus[] {
    return keep(this, "loci", toPairs(this.data.loci));
  }

  /** The user ids that are mentioned there, in order; `"-1"` is everyone. */
  get userIds(): readonly string[] {
    return keep(this, "userIds", toIds(this.data.user_ids));
  }
}

/** GroupMe's own emoji in the text; `compose` makes it. */
export class EmojiAttachment extends KnownAttachment<EmojiFields> {
  /** The character that stands for each of them in the text. */
  get placeholder(): string | undefined {
    return toText(this.data.placeholder);
  }

  /** The emoji, one for each placeholder; `[0, 0]` for a malformed one. */
  get charmap(): readonly EmojiCode[] {
    return keep(this, "charmap", toPairs(this.data.charmap));
  }
}

/** A bill to be split; GroupMe has discontinued these. */
export class SplitAttachment extends KnownAttachment<SplitFields> {
  /** The token of the bill. */
  get token(): string | undefined {
    return toText(this.data.token);
  }
}

/** The reference of a reply to the message that it answers. */
export class ReplyAttachment extends KnownAttachment<ReplyFields> {
  /** The id of the message that is answered. */
  get replyId(): string | undefined {
    return toText(this.data.reply_id);
  }

  /** The id of the first message of the thread. */
  get baseReplyId(): string | undefined {
    return toText(this.data.base_reply_id);
  }

  /** The user id of the author of the message that is answered. */
  get userId(): string | undefined {
    return toText(this.data.user_id);
  }
}

/** An event of the group's calendar. */
export class EventAttachment extends KnownAttachment<EventFields> {
  /** Its id. */
  get eventId(): string | undefined {
    return toText(this.data.event_id);
  }

  /** The view to show of it: `full`, or `brief`. */
  get view(): string | undefined {
    return toText(this.data.view);
  }
}

/** A poll. */
export class PollAttachment extends KnownAttachment<PollFields> {
  /** Its id. */
  get pollId(): string | undefined {
    return toText(this.data.poll_id);
  }
}

/** A member whom GroupMe removed for being unreachable. */
export class AutokickedMemberAttachment
  extends KnownAttachment<AutokickedMemberFields> {
  /** The member's user id. */
  get userId(): string | undefined {
    return toText(this.data.user_id);
  }
}

/** A picture that is still being uploaded. */
export class PartialImageAttachment
  extends KnownAttachment<PartialImageFields> {
  /** Its id. */
  get id(): string | undefined {
    return toText(this.data.id);
  }

  /** The part of it that is uploaded, in base64. */
  get content(): string | undefined {
    return toText(this.data.content);
  }
}

/** The mark of a message by an assistant; `data` holds its sources. */
export class CopilotAttachment extends KnownAttachment<CopilotFields> {
  /** The id of the user who asked it. */
  get promptSender(): string | undefined {
    return toText(this.data.prompt_sender);
  }
}

/** A card of an assistant, such as a quiz; `data` holds all of it. */
export class CopilotCardAttachment extends KnownAttachment<CopilotCardFields> {
  /** Its kind, such as `quiz`. */
  get cardType(): string | undefined {
    return toText(this.data.card_type);
  }

  /** Its id. */
  get cardId(): string | undefined {
    return toText(this.data.card_id);
  }

  /** Its title. */
  get title(): string | undefined {
    return toText(this.data.title);
  }
}

/** The class of each kind; one that extends another comes before it. */
const kinds: {
  readonly [type: string]: abstract new (fields: never) => Attachment;
} = {
  linked_image: LinkedImageAttachment,
  image: ImageAttachment,
  video: VideoAttachment,
  audio: AudioAttachment,
  file: FileAttachment,
  location: LocationAttachment,
  mentions: MentionsAttachment,
  emoji: EmojiAttachment,
  split: SplitAttachment,
  reply: ReplyAttachment,
  event: EventAttachment,
  poll: PollAttachment,
  autokicked_member: AutokickedMemberAttachment,
  partial_image: PartialImageAttachment,
  copilot: CopilotAttachment,
  copilot_card: CopilotCardAttachment,
};

/** The class of the kind that the JSON is of. */
function kindOf(data: { readonly type?: unknown }): typeof Attachment {
  const type = toText(data.type) ?? "";
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  return (kind ?? Attachment) as typeof Attachment;
}

/** Makes a value that is computed once the field of an attachment. */
function keep<T>(attachment: Attachment, name: string, value: T): T {
  // No private field, as fromData() calls no constructor.
  Object.defineProperty(attachment, name, { value });
  return value;
}
