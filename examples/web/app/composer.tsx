// Loaded once a conversation is open, in whose part whatever both need is then
// bundled.
import "./conversation_view.tsx";
import type { Person } from "@rxgroupme/client/timeline";
import { Component, createRef, type JSX } from "preact";
import { type Observable, Subscription, switchMap } from "rxjs";
import type { Account } from "./account.ts";
import { ComposerContext } from "./composer_context.tsx";
import { actionOf } from "./composer_keys.ts";
import type { ConversationTimeline, Item } from "./conversation_timeline.ts";
import {
  answering,
  cancelled,
  editing,
  inserted,
  lastEditable,
  mentioned,
  restored,
  type Written,
} from "./draft_changes.ts";
import { type Draft, NOTHING, readDraft, writeDraft } from "./drafts.ts";
import { EmojiPicker } from "./emoji_picker.tsx";
import { LengthNote } from "./length_note.tsx";
import { canSend, correctionOf, messagesOf } from "./outgoing.ts";
import { PictureButton } from "./picture_button.tsx";
import { PictureList } from "./picture_list.tsx";
import { droppedPictures$, type Picture, picturesIn } from "./pictures.ts";
import { pictureStore } from "./picture_store.ts";
import { PicturesToSend } from "./pictures_to_send.ts";
import { isPicture, saidBy } from "./said.ts";
import {
  listboxOf,
  NOBODY,
  stepped,
  type Suggested,
  suggestedAt,
  Suggestions,
} from "./suggestions.tsx";

/** The height that the field grows to, in px. */
const MAX_HEIGHT = 200;

/** What a message asks of the composer. */
export interface Asked {
  /**
   * - `reply`: answers it with what is written.
   * - `edit`: lets it be edited, as it is one's own.
   * - `restore`: puts it back, as it was not sent.
   */
  readonly what: "reply" | "edit" | "restore";
  readonly item: Item;
}

interface Props {
  /** Whose draft it is. */
  readonly account: string;
  /** The conversation, as one text. */
  readonly conversation: string;
  readonly live: ConversationTimeline;
  /** What uploads pictures, and knows the emoji. */
  readonly later$: Account["later$"];
  /** Also what was asked before it was there. */
  readonly asked$: Observable<Asked>;
  readonly isSignedOut: boolean;
}

interface State {
  readonly draft: Draft;
  readonly pictures: readonly Picture[];
  readonly suggested: Suggested;
}

/** Where messages are written. What is typed is kept until it is sent. */
export class Composer extends Component<Props, State> {
  readonly #field = createRef<HTMLTextAreaElement>();
  readonly #tray: PicturesToSend;
  readonly #running = new Subscription();

  constructor(props: Props) {
    super(props);
    const { account, conversation, later$ } = props;
    this.#tray = new PicturesToSend(
      pictureStore(account, conversation),
      (picture) => later$.pipe(switchMap((it) => it.upload(picture))),
    );
    this.state = {
      draft: readDraft(account, conversation),
      pictures: [],
      suggested: NOBODY,
    };
  }

  override componentDidMount(): void {
    this.#running.add(
      this.#tray.all$.subscribe((pictures) => this.setState({ pictures })),
    );
    this.#running.add(droppedPictures$.subscribe(this.#add));
    this.#running.add(
      this.props.asked$.subscribe(({ what, item }) => this[what](item)),
    );
    this.#resize();
  }

  override componentWillUnmount(): void {
    this.#running.unsubscribe();
    this.#tray.close();
  }

  override componentDidUpdate(): void {
    this.#resize();
  }

  /** Answers a message with what is written. */
  reply({ id }: Item): void {
    if (id) this.#write(answering(this.state.draft, id));
    this.#field.current?.focus();
  }

  /** Lets a message of one's own be edited. */
  edit({ id, message }: Item): void {
    if (id) this.#writeAt(editing(this.state.draft, id, saidBy(message)));
  }

  /** Puts a message back that was not sent. */
  restore({ message }: Item): void {
    const said = saidBy(message);
    this.#write(restored(this.state.draft, said));
    this.#tray.add(
      said.attachments.filter(isPicture).map((attachment) => ({ attachment })),
    );
    this.#field.current?.focus();
  }

  readonly #add = (files: readonly File[]): void =>
    this.#tray.add(files.map((file) => ({ file })));

  #write(draft: Draft): void {
    const { account, conversation } = this.props;
    this.setState({ draft });
    writeDraft(account, conversation, draft);
  }

  #writeAt({ draft, caret }: Written): void {
    this.#write(draft);
    this.setState({}, () => {
      this.#field.current?.focus();
      this.#field.current?.setSelectionRange(caret, caret);
    });
  }

  #resize(): void {
    const field = this.#field.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, MAX_HEIGHT)}px`;
  }

  readonly #input = (): void => {
    const field = this.#field.current;
    if (!field) return;
    const { live } = this.props;
    const { value, selectionStart } = field;
    this.#write({ ...this.state.draft, text: value });
    this.setState({ suggested: suggestedAt(selectionStart, value, live) });
    if (value) live.keyPressed();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { suggested, draft } = this.state;
    const action = actionOf(event, suggested, draft);
    if (!action) return;
    event.preventDefault();
    switch (action) {
      case "mention":
        return this.#mention(suggested.people[suggested.chosen]);
      case "nextPerson":
        return this.setState({ suggested: stepped(suggested, 1) });
      case "previousPerson":
        return this.setState({ suggested: stepped(suggested, -1) });
      case "closePeople":
        return this.setState({ suggested: NOBODY });
      case "cancel":
        return this.#cancel();
      case "send":
        return this.#send();
      case "editLast":
        return this.#editLast();
    }
  };

  #mention(person: Person | undefined): void {
    if (!person) return;
    this.#writeAt(mentioned(this.state.draft, this.#caret, person));
    this.setState({ suggested: NOBODY });
  }

  get #caret(): number {
    return this.#field.current?.selectionStart ?? this.state.draft.text.length;
  }

  readonly #cancel = (): void => {
    this.#write(cancelled(this.state.draft));
    this.#field.current?.focus();
  };

  readonly #remove = (picture: Picture): void => {
    this.#tray.remove([picture]);
    this.#field.current?.focus();
  };

  #editLast(): void {
    const last = lastEditable(this.props.live.value.items);
    if (last) this.edit(last);
  }

  /** Saves an edit, once the message is there. */
  #save(id: string): void {
    const { live } = this.props;
    const item = live.value.items.find((it) => it.id === id);
    if (!item) return live.jump(id);
    live.edit(item.key, correctionOf(this.state.draft, item.message));
    this.#cancel();
  }

  #send(): void {
    const { draft, pictures } = this.state;
    if (!canSend(draft, pictures)) return;
    if (draft.editing) return this.#save(draft.editing.id);
    for (const content of messagesOf(draft, pictures)) {
      this.props.live.send(content);
    }
    this.#tray.remove();
    this.setState({ suggested: NOBODY });
    this.#write(NOTHING);
    this.#field.current?.focus();
  }

  render(
    { live, later$, isSignedOut }: Props,
    { draft, pictures, suggested }: State,
  ): JSX.Element {
    return (
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          this.#send();
        }}
      >
        <ComposerContext draft={draft} live={live} cancel={this.#cancel} />
        <PictureList
          pictures={pictures}
          retry={(picture) => this.#tray.retry(picture)}
          remove={this.#remove}
        />
        <Suggestions
          suggested={suggested}
          choose={(person) => this.#mention(person)}
        />
        <div class="line">
          <PictureButton add={this.#add} />
          <EmojiPicker
            later$={later$}
            choose={(emoji) =>
              this.#writeAt(inserted(draft, this.#caret, emoji))}
          />
          <textarea
            ref={this.#field}
            rows={1}
            dir="auto"
            aria-label="Message"
            aria-autocomplete="list"
            {...listboxOf(suggested)}
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
          <button
            type="submit"
            class="send primary"
            disabled={!canSend(draft, pictures)}
          >
            <span class="icon" aria-hidden="true">↑</span>
            <span class="words">{draft.editing ? "Save" : "Send"}</span>
          </button>
        </div>
        <LengthNote draft={draft} />
      </form>
    );
  }
}
