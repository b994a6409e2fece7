import type { JSX } from "preact";
import { useRef } from "preact/hooks";

/** A button that opens a choice of emoji, in a popover. */
export function ChoiceButton(
  { label, buttonClass, menuLabel, menuClass, choices, choose }: {
    label: string;
    buttonClass: string;
    menuLabel: string;
    menuClass: string;
    choices: readonly string[];
    choose: (choice: string) => void;
  },
): JSX.Element {
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        class={buttonClass}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        onClick={(event) => {
          place(popover.current, event.currentTarget);
          popover.current?.showPopover();
          popover.current?.querySelector("button")?.focus();
        }}
      >
        ☺
      </button>
      <div
        ref={popover}
        popover="auto"
        role="menu"
        aria-label={menuLabel}
        class={menuClass}
      >
        {choices.map((choice) => (
          <button
            type="button"
            role="menuitem"
            class="choice"
            aria-label={choice}
            onClick={() => {
              popover.current?.hidePopover();
              choose(choice);
            }}
          >
            {choice}
          </button>
        ))}
      </div>
    </>
  );
}

/** Puts a popover beside the button that opens it, within the window. */
function place(popover: HTMLElement | null, beside: Element): void {
  if (!popover) return;
  const { left, top, bottom } = beside.getBoundingClientRect();
  const [width, height] = [296, 160];
  const y = top > height + 8 ? top - height - 4 : bottom + 4;
  popover.style.left = `${
    Math.max(8, Math.min(left, innerWidth - width - 8))
  }px`;
  popover.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}
