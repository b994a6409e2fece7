/** What an {@linkcode ImageAttachment} or a {@linkcode LinkedImage} is made of. */
export interface ImageFields {
  /** Where the picture is; GroupMe wants its own hosts for an `image`. */
  url: string;
  /** Where it came from. */
  sourceUrl?: string | undefined;
  /** The file in the gallery that it is. */
  fileId?: string | undefined;
  /** A few colours to show until it is there. */
  blurHash?: string | undefined;
}

/** What a {@linkcode VideoAttachment} is made of. */
export interface VideoFields {
  /** Where the video is. */
  url: string;
  /** A picture of it. */
  previewUrl: string;
  /** A few colours to show until it is there. */
  blurHash?: string | undefined;
}

/** What an {@linkcode AudioAttachment} is made of. */
export interface AudioFields {
  /** Where the recording is. */
  url: string;
  /** How long it is, in seconds. */
  duration?: number | undefined;
  /** The heights of its wave, divided by commas. */
  peaks?: string | undefined;
  /** Where its words are. */
  transcriptUrl?: string | undefined;
}

/** What a {@linkcode FileAttachment} is made of. */
export interface FileFields {
  /** The id under which it was uploaded. */
  fileId: string;
}

/** What a {@linkcode LocationAttachment} is made of. */
export interface LocationFields {
  /** Degrees north, -90 to 90. */
  lat: number | string;
  /** Degrees east, -180 to 180. */
  lng: number | string;
  /** What the place is called. */
  name: string;
  /** The place at Foursquare. */
  foursquareVenueId?: string | undefined;
}

/** Where a mention is: how many UTF-16 units into the text, and how many long. */
export type Locus = readonly [start: number, length: number];

/** What {@linkcode MentionsAttachment} are made of: one locus for each user id. */
export interface MentionsFields {
  /** Where each mention is. */
  loci?: readonly Locus[] | undefined;
  /** Who is mentioned there; `"-1"` is everyone. */
  userIds?: readonly string[] | undefined;
}

/** A picture of GroupMe's: the number of its pack, and its place in it from 0. */
export type EmojiCode = readonly [packId: number, index: number];

/** What an {@linkcode EmojiAttachment} is made of. */
export interface EmojiFields {
  /** What stands in the text for each of them. */
  placeholder: string;
  /** The pictures, one for each placeholder in the text, in order. */
  charmap: readonly EmojiCode[];
}

/** What a {@linkcode SplitAttachment} is made of. */
export interface SplitFields {
  /** What the bill is known by. */
  token: string;
}

/** What a {@linkcode ReplyAttachment} is made of. */
export interface ReplyFields {
  /** The message that is answered. */
  replyId: string;
  /** The first message of the thread. */
  baseReplyId: string;
  /** Who wrote the message that is answered. */
  userId?: string | undefined;
}

/** What an {@linkcode EventAttachment} is made of. */
export interface EventFields {
  /** The event of the group's calendar. */
  eventId: string;
  /** How much of it to show: `full`, or `brief`. */
  view?: string | undefined;
}

/** What a {@linkcode PollAttachment} is made of. */
export interface PollFields {
  /** The poll. */
  pollId: string;
}

/** What an {@linkcode AutokickedMemberAttachment} is made of. */
export interface AutokickedMemberFields {
  /** The member's user id. */
  userId: string;
}

/** What a {@linkcode PartialImageAttachment} is made of. */
export interface PartialImageFields {
  /** Which one. */
  id: string;
  /** As much of it as there is, in base64. */
  content: string;
}

/** What a {@linkcode CopilotAttachment} is made of. */
export interface CopilotFields {
  /** The assistant's own id of the conversation. */
  conversationId?: string | undefined;
  /** The assistant's own id of the message. */
  messageId?: string | undefined;
  /** The assistant's own id of the part of it. */
  partId?: string | undefined;
  /** The user id of who asked it. */
  promptSender?: string | undefined;
  /** Its sources. */
  citations?: readonly unknown[] | undefined;
}

/** What a {@linkcode CopilotCardAttachment} is made of. */
export interface CopilotCardFields {
  /** What it is, such as `quiz`. */
  cardType: string;
  /** Which one. */
  cardId: string;
  /** Such as `active`. */
  state?: string | undefined;
  /** What it is called. */
  title?: string | undefined;
  /** The thing itself. */
  payload?: unknown;
  /** Who shares it. */
  sourceUserId?: string | undefined;
  /** What that user is called. */
  sourceUserName?: string | undefined;
  /** How that user did. */
  sourceScore?: unknown;
}
