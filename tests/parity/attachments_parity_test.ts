import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  Attachment,
  EmojiAttachment,
  ImageAttachment,
  LinkedImageAttachment,
  LocationAttachment,
  MentionsAttachment,
  SplitAttachment,
} from "@rxgroupme/client";
import { groupWorld, last } from "./message_support.ts";
import { row } from "./row.ts";

/** Posts an attachment: as the server has it, and as it is read again. */
async function posted(attachment: Attachment) {
  const here = groupWorld();
  const content = { text: "@@ ..", attachments: [attachment] };
  await last(here, here.messages.create(content));
  const [message] = await last(here, here.messages.list());
  return {
    wire: here.group.messageAt(0)?.attachments,
    read: message?.attachments[0],
  };
}

row(
  "Attachment",
  "new Attachment(type, fields)",
  "Of any kind, known here or not; names are written in snake_case.",
  async () => {
    const tide = new Attachment("tide", { highWater: 4, lowWater: undefined });
    const { wire, read } = await posted(tide);
    assertEquals(wire, [{ type: "tide", high_water: 4 }]);
    assert(read instanceof Attachment);
    assertEquals([read.type, read.data.high_water], ["tide", 4]);
  },
);

row(
  "Attachment.from_bulk_data",
  "Attachment.fromBulkData(list)",
  "Leaves out the entries of the list that are no objects; null gives [].",
  async () => {
    const here = groupWorld();
    here.simulator.inject(here.group, {
      attachments: [
        { type: "location", lat: "1", lng: "2", name: "Reef" },
        { type: "tide", high_water: 4 },
      ],
    });
    const list = Attachment.fromBulkData(
      here.group.messageAt(0)?.attachments,
    );
    assertEquals(list.map(({ type }) => type), ["location", "tide"]);
    assert(list[0] instanceof LocationAttachment);
    assertEquals(Attachment.fromBulkData(null), []);
    const [message] = await last(here, here.messages.list());
    assertEquals(message?.attachments, list);
  },
);

row(
  "Attachment.from_data",
  "Attachment.fromData(data)",
  "Unknown fields of a known kind are kept, and are no TypeError.",
  async () => {
    const data = { type: "image", url: "https://i.groupme.com/1", tint: "red" };
    const image = Attachment.fromData(data);
    assert(image instanceof ImageAttachment);
    assertEquals(image.url, data.url);
    assertEquals((await posted(image)).wire, [data]);
    const unknown = Attachment.fromData({ type: "tide" });
    assertEquals(unknown.constructor, Attachment);
  },
);

row(
  "Attachment.to_json",
  "attachment.toJSON()",
  "JSON.stringify() calls it.",
  async () => {
    const split = new SplitAttachment({ token: "due" });
    assertEquals(split.toJSON(), { type: "split", token: "due" });
    assertEquals(JSON.stringify(split), '{"type":"split","token":"due"}');
    assertEquals((await posted(split)).wire, [{ type: "split", token: "due" }]);
  },
);

row(
  "Emoji",
  "new EmojiAttachment({ placeholder, charmap })",
  "compose makes it out of emoji() in a text.",
  async () => {
    const emoji = new EmojiAttachment({
      placeholder: ".",
      charmap: [[1, 42], [2, 7]],
    });
    const { wire, read } = await posted(emoji);
    const charmap = [[1, 42], [2, 7]];
    assertEquals(wire, [{ type: "emoji", placeholder: ".", charmap }]);
    assert(read instanceof EmojiAttachment);
    assertEquals(read.placeholder, ".");
    assertEquals(read.charmap, [[1, 42], [2, 7]]);
  },
);

row(
  "Image",
  "new ImageAttachment({ url, sourceUrl })",
  "",
  async () => {
    const [url, sourceUrl] = ["https://i.groupme.com/1", "https://a.invalid/"];
    const { wire, read } = await posted(
      new ImageAttachment({ url, sourceUrl }),
    );
    assertEquals(wire, [{ type: "image", url, source_url: sourceUrl }]);
    assert(read instanceof ImageAttachment);
    assertEquals([read.url, read.sourceUrl], [url, sourceUrl]);
  },
);

row(
  "Image.file_id",
  "image.fileId",
  "",
  async () => {
    const url = "https://i.groupme.com/1";
    const { wire, read } = await posted(
      new ImageAttachment({ url, fileId: "f1" }),
    );
    assertEquals(wire, [{ type: "image", url, file_id: "f1" }]);
    assert(read instanceof ImageAttachment);
    assertEquals(read.fileId, "f1");
    assertEquals(new ImageAttachment({ url }).fileId, undefined);
  },
);

row(
  "LinkedImage",
  "new LinkedImageAttachment({ url })",
  "An Image whose type is linked_image, where Groupy writes image.",
  async () => {
    const url = "https://elsewhere.invalid/cat.gif";
    const { wire, read } = await posted(new LinkedImageAttachment({ url }));
    assertEquals(wire, [{ type: "linked_image", url }]);
    assert(read instanceof LinkedImageAttachment);
    assert(read instanceof ImageAttachment);
    assertEquals(read.url, url);
  },
);

row(
  "Location",
  "new LocationAttachment({ lat, lng, name, foursquareVenueId })",
  "A place that is nowhere on earth is a RangeError.",
  async () => {
    const fields = { lat: 54.4, lng: -3.5, name: "Nes" };
    const location = new LocationAttachment({
      ...fields,
      foursquareVenueId: "v1",
    });
    const { wire, read } = await posted(location);
    assertEquals(wire, [{
      type: "location",
      lat: "54.4",
      lng: "-3.5",
      name: "Nes",
      foursquare_venue_id: "v1",
    }]);
    assert(read instanceof LocationAttachment);
    assertEquals([read.lat, read.lng, read.name], [54.4, -3.5, "Nes"]);
    assertEquals(read.foursquareVenueId, "v1");
    assertThrows(
      () => new LocationAttachment({ ...fields, lat: 91 }),
      RangeError,
    );
  },
);

row(
  "Mentions",
  "new MentionsAttachment({ loci, userIds })",
  "compose makes it out of mention() in a text.",
  async () => {
    const { wire, read } = await posted(
      new MentionsAttachment({ loci: [[0, 1], [1, 1]], userIds: ["7", "-1"] }),
    );
    const loci = [[0, 1], [1, 1]];
    assertEquals(wire, [{ type: "mentions", loci, user_ids: ["7", "-1"] }]);
    assert(read instanceof MentionsAttachment);
    assertEquals([read.loci, read.userIds], [[[0, 1], [1, 1]], ["7", "-1"]]);
    const none = new MentionsAttachment({});
    assertEquals(none.toJSON(), { type: "mentions" });
    assertEquals([none.loci, none.userIds], [[], []]);
  },
);

row(
  "Split",
  "new SplitAttachment({ token })",
  "GroupMe has given it up.",
  async () => {
    const { wire, read } = await posted(new SplitAttachment({ token: "due" }));
    assertEquals(wire, [{ type: "split", token: "due" }]);
    assert(read instanceof SplitAttachment);
    assertEquals(read.token, "due");
  },
);
