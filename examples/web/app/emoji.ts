/** The emoji that one can choose from. */
export const EMOJI: readonly string[] =
  ("😀 😂 🥰 😍 😎 🤔 😴 😢 😭 😡 🥳 🤯 😱 🤗 🙄 😬 🫠 🤷 🙏 👏 " +
    "👍 👎 👋 💪 🤝 ❤️ 💔 🔥 🎉 ✨ ⭐ ☀️ 🌧️ 🌊 🦀 🐚 🐟 🐶 🐱 🌱 " +
    "🍕 🍰 🍋 ☕ 🍺 ⚽ 🎸 🎵 📷 🚗 ✈️ 🏡 ⏰ ✅ ❌ ❓ 💯 👀 💀 🎂").split(" ");
