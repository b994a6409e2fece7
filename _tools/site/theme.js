// As the guides do, it follows the system.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () =>
  document.documentElement.classList.toggle("dark", dark.matches);
dark.addEventListener("change", follow);
follow();
