import { createApp } from "vue";
import { Conversation } from "../vue/conversation.ts";
import { harness } from "../harness.ts";

harness((place, live) => {
  const app = createApp(Conversation, { live });
  app.mount(place);
  return () => app.unmount();
});
