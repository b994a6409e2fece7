import { render } from "solid-js/web";
import { Conversation } from "../solid/conversation.tsx";
import { harness } from "../harness.ts";

harness((place, live) => render(() => <Conversation live={live} />, place));
