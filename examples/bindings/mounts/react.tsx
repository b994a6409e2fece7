/** @jsxImportSource react */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Conversation } from "../react/conversation.tsx";
import { harness } from "../harness.ts";

harness((place, live) => {
  const root = createRoot(place);
  root.render(
    <StrictMode>
      <Conversation live={live} />
    </StrictMode>,
  );
  return () => root.unmount();
});
