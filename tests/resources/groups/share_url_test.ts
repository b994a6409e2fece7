import { assertEquals, assertThrows } from "@std/assert";
import { parseShareUrl } from "@rxgroupme/client";

for (
  const url of [
    "https://groupme.com/join_group/98115240/Qw7ZtR2k",
    "https://groupme.com/join_group/98115240/Qw7ZtR2k/",
    "https://web.groupme.com/join_group/98115240/Qw7ZtR2k?utm_source=x",
    "groupme.com/join_group/98115240/Qw7ZtR2k#top",
  ]
) {
  Deno.test(`parseShareUrl() takes ${url} apart`, () => {
    assertEquals(parseShareUrl(url), {
      groupId: "98115240",
      shareToken: "Qw7ZtR2k",
    });
  });
}

for (
  const url of [
    "",
    "https://groupme.com/contact/41870263/aB3dE5fG",
    "https://groupme.com/join_group/98115240",
    "https://groupme.com/join_group//Qw7ZtR2k",
    "https://groupme.com/join_group/98115240/Qw7ZtR2k/preview",
  ]
) {
  Deno.test(`parseShareUrl() refuses ${JSON.stringify(url)}`, () => {
    assertThrows(() => parseShareUrl(url), TypeError, "shareUrl");
  });
}
