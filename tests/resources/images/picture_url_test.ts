import { assertEquals } from "@std/assert";
import {
  Bot,
  Chat,
  Group,
  Member,
  Message,
  pictureUrl,
} from "@rxgroupme/client";
import { recorded } from "../../support/recorded.ts";

const older =
  "https://i.groupme.com/1024x768.jpeg.0b1f7c2ad93e4c55a7d0e6f1829b3c44";
const newer =
  "https://m.groupme.com/uploads/6f1d0c9ab27e4f53/540x1130.original.png";

Deno.test("pictureUrl() is the URL of a size, or of the picture where there is no such size", () => {
  assertEquals(pictureUrl(older), `${older}.avatar`);
  assertEquals(pictureUrl(older, "preview"), `${older}.preview`);
  assertEquals(pictureUrl(`${older}.large`, "preview"), `${older}.preview`);
  assertEquals(pictureUrl(`${older}?v=1`, "large"), `${older}.large?v=1`);
  const sized = (size: string) => newer.replace("original", size);
  assertEquals(pictureUrl(newer, "large"), sized("large"));
  assertEquals(pictureUrl(newer, "preview"), sized("small"));
  assertEquals(pictureUrl(newer), newer);
  assertEquals(pictureUrl(sized("large"), "preview"), sized("small"));
  const elsewhere = "https://media.example/cat.gif";
  assertEquals(pictureUrl(elsewhere, "large"), elsewhere);
  // As the simulator serves them.
  const served = older.replace(
    "https://i.groupme.com",
    "http://127.0.0.1:8787/i",
  );
  assertEquals(pictureUrl(served), `${served}.avatar`);
});

Deno.test("pictureUrl() takes everything that has a picture", () => {
  const { client: { groups, chats, bots } } = recorded();
  const avatar = { avatar_url: older };
  const image = { image_url: older };
  for (
    const thing of [
      new Message(groups.messages("1"), avatar),
      new Group(groups, image),
      new Member(groups.memberships("1"), image),
      new Chat(chats, { other_user: avatar }),
      new Bot(bots, avatar),
    ]
  ) assertEquals(pictureUrl(thing), `${older}.avatar`);
});

Deno.test("pictureUrl() is nothing where there is no picture that a page may show", () => {
  for (
    const address of [
      undefined,
      "",
      "cat.png",
      "javascript:alert(1)",
      "data:image/png;base64,AAAA",
      "file:///etc/passwd",
      "blob:https://x.invalid/1",
    ]
  ) {
    assertEquals(pictureUrl(address), undefined);
    assertEquals(pictureUrl({ avatarUrl: address }), undefined);
  }
  assertEquals(pictureUrl({}), undefined);
});
