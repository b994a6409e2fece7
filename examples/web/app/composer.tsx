import {
  type Attachment,
  EmojiAttachment,
  MentionsAttachment,
  ReplyAttachment,
} from "@rxgroupme/client";
import type { Person } from "@rxgroupme/client/timeline";
import { Component, createRef, type JSX } from "preact";
import { mergeMap, Subject, type Subscription, switchMap } from "rxjs";
import type { Account } from "./account.ts";
import type { ConversationTimeline, Item } from "./conversation_timeline.ts";
import { type Draft, NOTHING, readDraft, writeDraft } from "./drafts.ts";
import { Context, Pictures, Suggestions } from "./composer_parts.tsx";
import { EmojiPicker } from "./emoji_picker.tsx";
import { matching, mentionedIn, mentionsIn, queryAt } from "./mentions.ts";
import { type Picture, pictureOf, picturesIn, uploaded } from "./pictures.ts";
import { saidBy } from "./said.ts";
import { MAX_TEXT, splitText } from "./split_text.ts";

interface Props {
  /** Names the draft in the browser's storage. */
  readonly draftName: string;
  readonly live: ConversationTimeline;
  /** What uploads pictures, and knows the emoji. */
  readonly later$: Account["later$"];
  readonly isSignedOut: boolean;
}

interface State {
  readonly draft: Draft;
  readonly pictures: readonly Picture[];
  readonly suggestions: readonly Person[];
  readonly chosen: number;
}

/** Where messages are written. What is typed is kept until it is sent. */
export class Composer extends Component<Props, State> {
  readonly #field = createRef<HTMLTextAreaElement>();
  readonly #file = createRef<HTMLInputElement>();
  readonly #added = new Subject<Picture>();
  #uploads: Subscription | undefined;

  constructor(props: Props) {
    super(props);
    this.state = {
      draft: readDraft(props.draftName),
      pictures: [],
      suggestions: [],
      chosen: 0,
    };
  }

  override componentDidMount(): void {
    const { later$ } = this.props;
    const upload = (picture: Blob) =>
      later$.pipe(switchMap((it) => it.upload(picture)));
    this.#uploads = this.#added.pipe(mergeMap((it) => uploaded(it, upload)))
      .subscribe((changed) =>
        this.setState(({ pictures }) => ({
          pictures: pictures.map((it) => it.id === changed.id ? changed : it),
        }))
      );
    this.#resize();
  }

  override componentWillUnmount(): void {
    this.#uploads?.unsubscribe();
    for (const { previewUrl } of this.state.pictures) {
      URL.revokeObjectURL(previewUrl);
    }
  }

  override componentDidUpdate(): void {
    this.#resize();
  }

  /** Answers a message with what is written. */
  reply({ id }: Item): void {
    const { draft, draft: { editing } } = this.state;
    if (id) {
      this.#write(
        editing
          ? {
            ...draft,
            editing: { ...editing, before: { ...editing.before, replyTo: id } },
          }
          : { ...draft, replyTo: id },
      );
    }
    this.#field.current?.focus();
  }

  /** Lets a message of one's own be written anew. */
  edit({ id, message }: Item): void {
    if (!id) return;
    const { draft } = this.state;
    const said = saidBy(message);
    const { text = "" } = said;
    this.#write({
      text,
      mentions: mentionedIn(said),
      editing: { id, before: draft.editing?.before ?? draft },
    });
    this.setState({}, () => {
      this.#field.current?.focus();
      this.#field.current?.setSelectionRange(text.length, text.length);
    });
  }

  /** Puts a text back that was not sent. */
  restore(text: string): void {
    const { draft } = this.state;
    const whole = [text, draft.text].filter(Boolean).join("\n");
    this.#write({ ...draft, text: whole });
    this.#field.current?.focus();
  }

  #write(draft: Draft): void {
    this.setState({ draft });
    writeDraft(this.props.draftName, draft);
  }

  #resize(): void {
    const field = this.#field.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, 200)}px`;
  }

  readonly #input = (): void => {
    const field = this.#field.current;
    if (!field) return;
    const { live } = this.props;
    this.#write({ ...this.state.draft, text: field.value });
    const query = queryAt(field.value, field.selectionStart);
    const { people, me } = live.value;
    this.setState({
      suggestions: query === undefined ? [] : matching(people, query, me),
      chosen: 0,
    });
    if (field.value) live.keyPressed();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { suggestions, chosen, draft } = this.state;
    if (event.isComposing) return;
    const person = suggestions[chosen];
    if (person && ["Enter", "Tab"].includes(event.key)) {
      event.preventDefault();
      return this.#mention(person);
    }
    const step = event.key === "ArrowDown"
      ? 1
      : event.key === "ArrowUp"
      ? -1
      : 0;
    if (step !== 0 && suggestions.length > 0) {
      event.preventDefault();
      const { length } = suggestions;
      return this.setState({ chosen: (chosen + step + length) % length });
    }
    if (event.key === "Escape") {
      if (suggestions.length > 0) return this.setState({ suggestions: [] });
      return this.#cancel();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      return this.#send();
    }
    if (event.key === "ArrowUp" && draft.text === "" && !draft.editing) {
      const last = this.props.live.value.items.findLast((it) =>
        it.isOwn && it.id && !it.isDeleted && saidBy(it.message).text
      );
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  };

  #mention({ id, name = "" }: Person): void {
    const field = this.#field.current;
    if (!field) return;
    const { draft } = this.state;
    const before = draft.text.slice(0, field.selectionStart)
      .replace(/@[^\s@]*$/, `@${name} `);
    const text = before + draft.text.slice(field.selectionStart);
    const mentions = { ...draft.mentions, [name]: id };
    this.#write({ ...draft, text, mentions });
    this.setState({ suggestions: [] }, () => {
      field.focus();
      field.setSelectionRange(before.length, before.length);
    });
  }

  #insert(piece: string): void {
    const field = this.#field.current;
    const { draft } = this.state;
    const at = field?.selectionStart ?? draft.text.length;
    const text = draft.text.slice(0, at) + piece + draft.text.slice(at);
    this.#write({ ...draft, text });
    this.setState({}, () => {
      field?.focus();
      field?.setSelectionRange(at + piece.length, at + piece.length);
    });
  }

  #add(files: readonly Blob[]): void {
    const pictures = files.map(pictureOf);
    this.setState(
      ({ pictures: before }) => ({ pictures: [...before, ...pictures] }),
      () => pictures.forEach((it) => this.#added.next(it)),
    );
  }

  #drop({ id, previewUrl }: Picture): void {
    URL.revokeObjectURL(previewUrl);
    this.setState(({ pictures }) => ({
      pictures: pictures.filter((it) => it.id !== id),
    }));
  }

  /** Goes back to what was written before an edit, or answers nobody. */
  #cancel(): void {
    const { draft } = this.state;
    this.#write(draft.editing?.before ?? { ...draft, replyTo: undefined });
  }

  /** Saves an edit, once the message is there. */
  #save({ text, mentions }: Draft, id: string): void {
    const { live } = this.props;
    const item = live.value.items.find((it) => it.id === id);
    if (!item) return live.jump(id);
    const words = text.trim();
    const named = mentionsIn(words, mentions);
    // Mentions stand in a text, and all else that is attached is kept with them.
    const kept = saidBy(item.message).attachments.filter((it) =>
      !(it instanceof MentionsAttachment || it instanceof EmojiAttachment)
    );
    live.edit(
      item.key,
      named ? { text: words, attachments: [...kept, named] } : words,
    );
    this.#cancel();
  }

  readonly #send = (): void => {
    const { live } = this.props;
    const { draft, pictures } = this.state;
    if (!this.#canSend) return;
    if (draft.editing) return this.#save(draft, draft.editing.id);
    const attached: Attachment[] = pictures.flatMap((it) =>
      it.attachment ?? []
    );
    if (draft.replyTo) {
      attached.push(
        new ReplyAttachment({
          replyId: draft.replyTo,
          baseReplyId: draft.replyTo,
        }),
      );
    }
    const parts = splitText(draft.text);
    // A picture may go without words.
    for (const [i, text] of (parts.length > 0 ? parts : [""]).entries()) {
      const mentions = mentionsIn(text, draft.mentions);
      const attachments = [
        ...i === 0 ? attached : [],
        ...mentions ? [mentions] : [],
      ];
      live.send({ ...text && { text }, attachments });
    }
    for (const picture of pictures) URL.revokeObjectURL(picture.previewUrl);
    this.setState({ pictures: [], suggestions: [] });
    this.#write(NOTHING);
    this.#field.current?.focus();
  };

  get #canSend(): boolean {
    const { draft, pictures } = this.state;
    const text = draft.text.trim();
    if (draft.editing) return text !== "" && text.length <= MAX_TEXT;
    const hasContent = text !== "" || pictures.length > 0;
    return hasContent && pictures.every(({ state }) => state === "ready");
  }

  render(
    { live, later$, isSignedOut }: Props,
    { draft, pictures, suggestions, chosen }: State,
  ): JSX.Element {
    const { editing } = draft;
    const left = MAX_TEXT - draft.text.length;
    const answered = draft.replyTo &&
      live.value.items.find(({ id }) => id === draft.replyTo);
    return (
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          this.#send();
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          this.#add(picturesIn(event.dataTransfer));
        }}
      >
        {(editing || draft.replyTo) && (
          <Context
            words={editing
              ? "Editing your message"
              : `Reply to ${nameOf(answered || undefined)}`}
            label={editing ? "Cancel edit" : "Cancel reply"}
            cancel={() => this.#cancel()}
          />
        )}
        {pictures.length > 0 && (
          <Pictures
            pictures={pictures}
            retry={(picture) => this.#added.next(picture)}
            remove={(picture) => this.#drop(picture)}
          />
        )}
        {suggestions.length > 0 && (
          <Suggestions
            people={suggestions}
            chosen={chosen}
            choose={(person) => this.#mention(person)}
          />
        )}
        <div class="line">
          <input
            ref={this.#file}
            type="file"
            accept="image/*"
            multiple
            hidden
            onChange={(event) => {
              this.#add([...event.currentTarget.files ?? []]);
              event.currentTarget.value = "";
            }}
          />
          <button
            type="button"
            class="tool"
            aria-label="Add pictures"
            title="Add pictures"
            onClick={() => this.#file.current?.click()}
          >
            ＋
          </button>
          <EmojiPicker
            later$={later$}
            choose={(emoji) => this.#insert(emoji)}
          />
          <textarea
            ref={this.#field}
            rows={1}
            dir="auto"
            aria-label="Message"
            aria-autocomplete="list"
            aria-controls={suggestions.length > 0 ? "people" : undefined}
            aria-activedescendant={suggestions.length > 0
              ? `person-${chosen}`
              : undefined}
            placeholder={isSignedOut ? "Sign in to send" : "Write a message"}
            value={draft.text}
            onInput={this.#input}
            onKeyDown={this.#key}
            onPaste={(event) => {
              const files = picturesIn(event.clipboardData);
              if (files.length === 0) return;
              event.preventDefault();
              this.#add(files);
            }}
          />
          <button type="submit" class="send" disabled={!this.#canSend}>
            {editing ? "Save" : "Send"}
          </button>
        </div>
        {left < 100 && (
          <p class="count">
            {left >= 0
              ? `${left} characters left`
              : editing
              ? `${-left} characters too many`
              : `Goes out as ${splitText(draft.text).length} messages`}
          </p>
        )}
      </form>
    );
  }
}

function nameOf(item: Item | undefined): string {
  return item && saidBy(item.message).name || "a message";
}
