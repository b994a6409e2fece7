import { GroupMeConversation } from "../lit/conversation.ts";
import { harness } from "../harness.ts";

harness((place, live) => {
  const element = new GroupMeConversation();
  element.live = live;
  place.append(element);
  return () => element.remove();
});
