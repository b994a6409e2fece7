import { render } from "preact";
import { openAccount } from "./account.ts";
import { App } from "./app.tsx";

const place = document.querySelector("#app")!;

openAccount().then(
  (account) => render(<App first={account} />, place),
  (error) => {
    render(
      <p class="empty" role="alert">
        The app cannot start:{" "}
        {error instanceof Error ? error.message : `${error}`}{" "}
        <a href="/">Try again</a>
      </p>,
      place,
    );
  },
);
