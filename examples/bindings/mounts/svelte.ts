import { mount, unmount } from "svelte";
import Conversation from "../svelte/Conversation.svelte";
import { harness } from "../harness.ts";

harness((target, live) => {
  const shown = mount(Conversation, { target, props: { live } });
  return () => unmount(shown);
});
