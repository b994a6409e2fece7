import type { AnyMessage } from "@rxgroupme/client";
import type { LiveTimeline, TimelineItem } from "@rxgroupme/client/timeline";
import {
  html,
  LitElement,
  type PropertyDeclarations,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";

/** Draws its host again whenever there is another snapshot. */
export class TimelineController implements ReactiveController {
  #subscription: { unsubscribe(): void } | undefined;
  readonly #live: LiveTimeline<AnyMessage>;
  readonly #host: ReactiveControllerHost;

  constructor(
    host: ReactiveControllerHost,
    live: LiveTimeline<AnyMessage>,
  ) {
    this.#host = host;
    this.#live = live;
    host.addController(this);
  }

  hostConnected(): void {
    this.#subscription = this.#live.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#subscription?.unsubscribe();
  }
}

/** A conversation, oldest message first. */
export class GroupMeConversation extends LitElement {
  static override properties: PropertyDeclarations = {
    live: { attribute: false },
  };
  declare live: LiveTimeline<AnyMessage>;
  #controller: TimelineController | undefined;

  override connectedCallback(): void {
    this.#controller ??= new TimelineController(this, this.live);
    super.connectedCallback();
  }

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override render(): TemplateResult {
    return html`<ul>${
      repeat(
        this.live.value.items,
        ({ key }) => key,
        (item) => guard([item], () => this.#row(item)),
      )
    }</ul>`;
  }

  #row(item: TimelineItem<AnyMessage>): TemplateResult {
    return html`<li data-key=${item.key} data-state=${item.state}>
      ${item.message.text}
      ${
      item.reactions.map(({ reaction, count }) =>
        html`<b>${reaction} ${count}</b>`
      )
    }
      ${
      item.state === "failed"
        ? html`<button type="button" @click=${() =>
          this.live.retry(item.key)}>Retry</button>`
        : null
    }
    </li>`;
  }
}

customElements.define("groupme-conversation", GroupMeConversation);
