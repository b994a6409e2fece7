import type { JSX } from "preact";
import { map } from "rxjs";
import type { Account } from "./account.ts";
import { ChoiceButton } from "./choice_button.tsx";
import { useAnswer } from "./use_live.ts";

/** A button that opens a choice of emoji. */
export function EmojiPicker(
  { later$, choose }: {
    later$: Account["later$"];
    choose: (emoji: string) => void;
  },
): JSX.Element {
  const emoji = useAnswer(() => later$.pipe(map((it) => it.emoji)), []);
  return (
    <ChoiceButton
      label="Emoji"
      buttonClass="tool"
      menuLabel="Emoji"
      menuClass="popover choices many"
      choices={emoji ?? []}
      choose={choose}
    />
  );
}
