import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A button that opens a choice of emoji, in a popover. */
export function ChoiceButton(
  { label, buttonClass, menuLabel, menuClass, choices, choose, tabIndex }: {
    label: string;
    /** As of an element; 0 if it is absent. */
    tabIndex?: number;
    buttonClass: string;
    menuLabel: string;
    menuClass: string;
    choices: readonly string[];
    choose: (choice: string) => void;
  },
): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  // Each message has one: what is closed is not there.
  const [isOpen, setOpen] = useState(false);
  useLayoutEffect(() => {
    if (!isOpen || !popover.current || !button.current) return;
    popover.current.showPopover();
    place(popover.current, button.current);
    popover.current.querySelector("button")?.focus();
  }, [isOpen]);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={buttonClass}
        tabIndex={tabIndex}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={choices.length === 0}
        onClick={() => setOpen(true)}
      >
        ☺
      </button>
      {isOpen && (
        <div
          ref={popover}
          popover="auto"
          role="menu"
          aria-label={menuLabel}
          class={menuClass}
          onKeyDown={moveFocus}
          onToggle={({ newState }) => {
            if (newState === "closed") setOpen(false);
          }}
        >
          {choices.map((choice) => (
            <button
              key={choice}
              type="button"
              role="menuitem"
              class="choice"
              aria-label={choice}
              onClick={() => {
                // The button has the focus again before the menu is gone.
                popover.current?.hidePopover();
                choose(choice);
              }}
            >
              {choice}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** Moves among the choices by the arrows, as in any menu. */
function moveFocus(event: JSX.TargetedKeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const at = items.findIndex((it) => it === document.activeElement);
  const { length } = items;
  // Choices stand in rows: those of the first one have the same top.
  const columns = items.filter((it) => it.offsetTop === items[0]?.offsetTop)
    .length;
  const next = {
    ArrowRight: (at + 1) % length,
    ArrowLeft: (at - 1 + length) % length,
    ArrowDown: at + columns < length ? at + columns : at % columns,
    ArrowUp: at - columns >= 0 ? at - columns : at,
    Home: 0,
    End: length - 1,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}

/** Puts a popover beside the button that opens it, within the window. */
function place(popover: HTMLElement, beside: Element): void {
  const { left, top, bottom } = beside.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const y = top > height + 12 ? top - height - 4 : bottom + 4;
  popover.style.left = `${
    Math.max(8, Math.min(left, innerWidth - width - 8))
  }px`;
  popover.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}
