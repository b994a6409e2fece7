import "@angular/compiler";
import { provideZonelessChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { Conversation, LIVE } from "../angular/conversation.ts";
import { harness } from "../harness.ts";

harness(async (place, live) => {
  place.append(document.createElement("groupme-conversation"));
  const app = await bootstrapApplication(Conversation, {
    providers: [
      provideZonelessChangeDetection(),
      { provide: LIVE, useValue: live },
    ],
  });
  return () => app.destroy();
});
