import { type Attachment, ReplyAttachment } from "@rxgroupme/client";
import type { Person } from "@rxgroupme/client/timeline";
import { Component, createRef, type JSX } from "preact";
import { mergeMap, Subject, type Subscription } from "rxjs";
import type { Later } from "./account.ts";
import type { ConversationTimeline, Item } from "./conversation_timeline.ts";
import { type Draft, readDraft, writeDraft } from "./drafts.ts";
import { EmojiPicker } from "./emoji_picker.tsx";
import { matching, mentionsIn, queryAt } from "./mentions.ts";
import { type Picture, pictureOf, picturesIn, uploaded } from "./pictures.ts";
import { saidBy } from "./said.ts";
import { MAX_TEXT, splitText } from "./split_text.ts";

interface Props {
  /** Names the draft in the browser's storage. */
  readonly draftName: string;
  readonly live: ConversationTimeline;
  /** Uploads a picture. */
  readonly upload: Later["upload"];
  readonly isSignedOut: boolean;
}

interface State {
  readonly draft: Draft;
  readonly pictures: readonly Picture[];
  /** The message that is being edited, and the draft from before. */
  readonly editing?: { readonly key: string; readonly before: Draft };
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
    const { upload } = this.props;
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
    if (id) this.#write({ ...this.state.draft, replyTo: id });
    this.#field.current?.focus();
  }

  /** Lets a message of one's own be written anew. */
  edit({ key, message }: Item): void {
    const { draft, editing } = this.state;
    const { text = "" } = saidBy(message);
    this.setState({
      editing: { key, before: editing?.before ?? draft },
      draft: { text, mentions: {} },
    }, () => {
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
    if (!this.state.editing) writeDraft(this.props.draftName, draft);
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
    const { suggestions, chosen, draft, editing } = this.state;
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
      return editing ? this.#cancelEdit() : this.#forgetReply();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      return this.#send();
    }
    if (event.key === "ArrowUp" && draft.text === "" && !editing) {
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

  #cancelEdit(): void {
    const { editing } = this.state;
    if (editing) this.setState({ editing: undefined, draft: editing.before });
  }

  #forgetReply(): void {
    const { replyTo: _, ...draft } = this.state.draft;
    this.#write(draft);
  }

  readonly #send = (): void => {
    const { live } = this.props;
    const { draft, editing, pictures } = this.state;
    if (!this.#canSend) return;
    if (editing) {
      live.edit(editing.key, draft.text.trim().slice(0, MAX_TEXT));
      return this.#cancelEdit();
    }
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
    this.#write({ text: "", mentions: {} });
    this.#field.current?.focus();
  };

  get #canSend(): boolean {
    const { draft, pictures, editing } = this.state;
    if (editing) return draft.text.trim() !== "";
    const hasContent = draft.text.trim() !== "" || pictures.length > 0;
    return hasContent && pictures.every(({ state }) => state === "ready");
  }

  render(
    { live, isSignedOut }: Props,
    { draft, pictures, editing, suggestions, chosen }: State,
  ): JSX.Element {
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
          <div class="context">
            <span dir="auto">
              {editing
                ? "Editing your message"
                : `Reply to ${nameOf(answered || undefined)}`}
            </span>
            <button
              type="button"
              class="quiet"
              aria-label={editing ? "Cancel edit" : "Cancel reply"}
              onClick={() => editing ? this.#cancelEdit() : this.#forgetReply()}
            >
              ✕
            </button>
          </div>
        )}
        {pictures.length > 0 && (
          <ul class="pictures" aria-label="Pictures to send">
            {pictures.map((picture) => (
              <li key={picture.id} class={picture.state}>
                <img src={picture.previewUrl} alt="Picture to send" />
                {picture.state === "uploading" && <span>Uploading…</span>}
                {picture.state === "failed" && (
                  <button
                    type="button"
                    title={picture.reason}
                    onClick={() => this.#added.next(picture)}
                  >
                    Retry
                  </button>
                )}
                <button
                  type="button"
                  class="remove"
                  aria-label="Remove picture"
                  onClick={() =>
                    this.#drop(picture)}
                >
                  ✕
                </button>
              </li>
            ))}
          </ul>
        )}
        {suggestions.length > 0 && (
          <ul
            class="suggestions"
            role="listbox"
            id="people"
            aria-label="People"
          >
            {suggestions.map((person, i) => (
              <li
                key={person.id}
                role="option"
                id={`person-${i}`}
                aria-selected={i === chosen}
                onMouseDown={(event) => {
                  event.preventDefault();
                  this.#mention(person);
                }}
              >
                {person.name}
              </li>
            ))}
          </ul>
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
          <EmojiPicker choose={(emoji) => this.#insert(emoji)} />
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
