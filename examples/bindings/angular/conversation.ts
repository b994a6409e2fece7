import {
  ChangeDetectionStrategy,
  Component,
  inject,
  InjectionToken,
  Input,
  type Signal,
} from "@angular/core";
import { toSignal } from "@angular/core/rxjs-interop";
import type { AnyMessage } from "@rxgroupme/client";
import type {
  LiveTimeline,
  Timeline,
  TimelineItem,
} from "@rxgroupme/client/timeline";

/** The conversation that is shown. */
export const LIVE: InjectionToken<LiveTimeline<AnyMessage>> =
  new InjectionToken("live");

/** One row; OnPush, so it is drawn again only when its item is another. */
@Component({
  selector: "[groupme-row]",
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    {{ item.message.text }}
    @for (it of item.reactions; track it.reaction) {
      <b>{{ it.reaction }} {{ it.count }}</b>
    }
    @if (item.state === "failed") {
      <button type="button" (click)="live.retry(item.key)">Retry</button>
    }
  `,
  host: {
    "[attr.data-key]": "item.key",
    "[attr.data-state]": "item.state",
  },
})
export class Row {
  @Input({ required: true })
  item!: TimelineItem<AnyMessage>;
  readonly live: LiveTimeline<AnyMessage> = inject(LIVE);
}

/** A conversation, oldest message first. */
@Component({
  selector: "groupme-conversation",
  imports: [Row],
  template: `
    <ul>
      @for (item of t().items; track item.key) {
        <li groupme-row [item]="item"></li>
      }
    </ul>
  `,
})
export class Conversation {
  readonly t: Signal<Timeline<AnyMessage>> = toSignal(inject(LIVE), {
    requireSync: true,
  });
}
