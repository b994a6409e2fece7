/** The fields of an {@linkcode ImageAttachment} or {@linkcode LinkedImageAttachment}. */
export interface ImageFields {
  /** The URL of the picture; of GroupMe's own hosts for an `image`. */
  url: string;
  /** The URL that it was taken from. */
  sourceUrl?: string | undefined;
  /** The id of its file in the gallery. */
  fileId?: string | undefined;
  /** A BlurHash: a few colours to show until it is loaded. */
  blurHash?: string | undefined;
}

/** The fields of a {@linkcode VideoAttachment}. */
export interface VideoFields {
  /** The URL of the video. */
  url: string;
  /** The URL of a picture of it. */
  previewUrl: string;
  /** A BlurHash: a few colours to show until it is loaded. */
  blurHash?: string | undefined;
}

/** The fields of an {@linkcode AudioAttachment}. */
export interface AudioFields {
  /** The URL of the recording. */
  url: string;
  /** Its length in ms. */
  duration?: number | undefined;
  /** The heights of its wave, separated by commas. */
  peaks?: string | undefined;
  /** The URL of its transcript. */
  transcriptUrl?: string | undefined;
}

/** The fields of a {@linkcode FileAttachment}. */
export interface FileFields {
  /** The id of the uploaded file. */
  fileId: string;
}

/** The fields of a {@linkcode LocationAttachment}. */
export interface LocationFields {
  /** Degrees north, -90 to 90. */
  lat: number | string;
  /** Degrees east, -180 to 180. */
  lng: number | string;
  /** The name of the place. */
  name: string;
  /** The id of the place at Foursquare. */
  foursquareVenueId?: string | undefined;
}

/** The place of a mention in the text: its start and its length in UTF-16 units. */
export type Locus = readonly [start: number, length: number];

/** The fields of {@linkcode MentionsAttachment}: one locus for each user id. */
export interface MentionsFields {
  /** The place of each mention. */
  loci?: readonly Locus[] | undefined;
  /** The user ids that are mentioned there; `"-1"` is everyone. */
  userIds?: readonly string[] | undefined;
}

/** An emoji of GroupMe's: the number of its pack, and its index there from 0. */
export type EmojiCode = readonly [packId: number, index: number];

/** The fields of an {@linkcode EmojiAttachment}. */
export interface EmojiFields {
  /** The character that stands for each of them in the text. */
  placeholder: string;
  /** The emoji, one for each placeholder in the text, in order. */
  charmap: readonly EmojiCode[];
}

/** The fields of a {@linkcode SplitAttachment}. */
export interface SplitFields {
  /** The token of the bill. */
  token: string;
}

/** The fields of a {@linkcode ReplyAttachment}. */
export interface ReplyFields {
  /** The id of the message that is answered. */
  replyId: string;
  /** The id of the first message of the thread. */
  baseReplyId: string;
  /** The user id of the author of the message that is answered. */
  userId?: string | undefined;
}

/** The fields of an {@linkcode EventAttachment}. */
export interface EventFields {
  /** The id of the event in the group's calendar. */
  eventId: string;
  /** The view to show of it: `full`, or `brief`. */
  view?: string | undefined;
}

/** The fields of a {@linkcode PollAttachment}. */
export interface PollFields {
  /** The id of the poll. */
  pollId: string;
}

/** The fields of an {@linkcode AutokickedMemberAttachment}. */
export interface AutokickedMemberFields {
  /** The member's user id. */
  userId: string;
}

/** The fields of a {@linkcode PartialImageAttachment}. */
export interface PartialImageFields {
  /** Its id. */
  id: string;
  /** The part of it that is uploaded, in base64. */
  content: string;
}

/** The fields of a {@linkcode CopilotAttachment}. */
export interface CopilotFields {
  /** The assistant's own id of the conversation. */
  conversationId?: string | undefined;
  /** The assistant's own id of the message. */
  messageId?: string | undefined;
  /** The assistant's own id of the part of it. */
  partId?: string | undefined;
  /** The id of the user who asked it. */
  promptSender?: string | undefined;
  /** Its sources. */
  citations?: readonly unknown[] | undefined;
}

/** The fields of a {@linkcode CopilotCardAttachment}. */
export interface CopilotCardFields {
  /** Its kind, such as `quiz`. */
  cardType: string;
  /** Its id. */
  cardId: string;
  /** Its state, such as `active`. */
  state?: string | undefined;
  /** Its title. */
  title?: string | undefined;
  /** Its content. */
  payload?: unknown;
  /** The id of the user who shares it. */
  sourceUserId?: string | undefined;
  /** The name of that user. */
  sourceUserName?: string | undefined;
  /** The score of that user. */
  sourceScore?: unknown;
}
