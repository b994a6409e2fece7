import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { place } from "./reactions.tsx";

const EMOJI = [
  ..."😀 😂 🥰 😍 😎 🤔 😴 😢 😭 😡 🥳 🤯 😱 🤗 🙄 😬 🫠 🤷 🙏 👏".split(" "),
  ..."👍 👎 👋 💪 🤝 ❤️ 💔 🔥 🎉 ✨ ⭐ ☀️ 🌧️ 🌊 🦀 🐚 🐟 🐶 🐱 🌱".split(" "),
  ..."🍕 🍰 🍋 ☕ 🍺 ⚽ 🎸 🎵 📷 🚗 ✈️ 🏡 ⏰ ✅ ❌ ❓ 💯 👀 💀 🎂".split(" "),
];

/** A button that opens a choice of emoji. */
export function EmojiPicker(
  { choose }: { choose: (emoji: string) => void },
): JSX.Element {
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label="Emoji"
        title="Emoji"
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
        aria-label="Emoji"
        class="popover choices many"
      >
        {EMOJI.map((emoji) => (
          <button
            type="button"
            role="menuitem"
            class="choice"
            aria-label={emoji}
            onClick={() => {
              popover.current?.hidePopover();
              choose(emoji);
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    </>
  );
}
