import type { JSX } from "preact";
import { ChoiceButton } from "./choice_button.tsx";

const EMOJI = [
  ..."😀 😂 🥰 😍 😎 🤔 😴 😢 😭 😡 🥳 🤯 😱 🤗 🙄 😬 🫠 🤷 🙏 👏".split(" "),
  ..."👍 👎 👋 💪 🤝 ❤️ 💔 🔥 🎉 ✨ ⭐ ☀️ 🌧️ 🌊 🦀 🐚 🐟 🐶 🐱 🌱".split(" "),
  ..."🍕 🍰 🍋 ☕ 🍺 ⚽ 🎸 🎵 📷 🚗 ✈️ 🏡 ⏰ ✅ ❌ ❓ 💯 👀 💀 🎂".split(" "),
];

/** A button that opens a choice of emoji. */
export function EmojiPicker(
  { choose }: { choose: (emoji: string) => void },
): JSX.Element {
  return (
    <ChoiceButton
      label="Emoji"
      buttonClass="tool"
      menuLabel="Emoji"
      menuClass="popover choices many"
      choices={EMOJI}
      choose={choose}
    />
  );
}
