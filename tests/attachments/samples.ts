/** An attachment of every kind that GroupMe is known to send. */
export const samples: Record<
  string,
  { type: string; [field: string]: unknown }
> = {
  image: {
    type: "image",
    url: "https://i.groupme.com/1280x960.jpeg.2e7b90c4d1f84a6db53a07e9c61f8d40",
  },
  imageOf2026: {
    type: "image",
    url: "https://m.groupme.com/uploads/6f1d/1440x1080.original.jpeg",
    source_url: "https://m.groupme.com/uploads/6f1d/1440x1080.original.jpeg",
    blur_hash: "LKO2?U%2Tw=w]~RBVZRi};RPxuwH",
  },
  imageOfGallery: {
    type: "image",
    url: "https://i.groupme.com/1280x960.jpeg.2e7b90c4d1f84a6db53a07e9c61f8d40",
    source_url: null,
    file_id: "b7e0c1d2-3f44-4a55-9b66-0c7d8e9fa0b1",
  },
  linkedImage: {
    type: "linked_image",
    url: "https://images.example.invalid/pier.gif",
  },
  partialImage: { type: "partial_image", id: "1", content: "AAAA" },
  video: {
    type: "video",
    url: "https://v.groupme.com/9/2025-08-01T12:50:00Z/5b1e.1280x720r0.mp4",
    preview_url: "https://v.groupme.com/9/2025-08-01/5b1e.1280x720r0.jpg",
    blur_hash: "L6PZfSi_.AyE_3t7t7R**0o#DgR4",
  },
  audio: {
    type: "audio",
    url: "https://m.groupme.com/uploads/91ab33cd/original.m4a",
    duration: 7,
    peaks: "0,4,9,3",
    transcript_url: "https://m.groupme.com/uploads/91ab33cd/transcript.json",
  },
  file: { type: "file", file_id: "b7e0c1d2-3f44-4a55-9b66-0c7d8e9fa0b1" },
  location: {
    type: "location",
    lat: "41.495100",
    lng: "-71.312800",
    name: "Pier 4",
  },
  locationOfVenue: {
    type: "location",
    lat: "41.495100",
    lng: "-71.312800",
    name: "Pier 4",
    foursquare_venue_id: "4b0587f1f964a52034ab22e3",
  },
  mentions: {
    type: "mentions",
    user_ids: ["118204477", "-1"],
    loci: [[0, 5], [10, 9]],
  },
  emoji: { type: "emoji", placeholder: "\uFFFD", charmap: [[1, 62], [1, 3]] },
  split: { type: "split", token: "SPLITDEMO" },
  reply: {
    type: "reply",
    user_id: "118204477",
    reply_id: "175405230148217736",
    base_reply_id: "175405230148217700",
  },
  event: {
    type: "event",
    event_id: "4c7e1f90ab3d4d52986e0b1af27c5d38",
    view: "full",
  },
  poll: { type: "poll", poll_id: "1754052466120934" },
  autokickedMember: { type: "autokicked_member", user_id: "66120934" },
  copilot: {
    type: "copilot",
    conversation_id: "u6Us5bXBSQERTNfc6vW00",
    message_id: "k2Lp9QxZrT4mNbV7cYdE1",
    part_id: "0",
    prompt_sender: "41870263",
    citations: [
      { index: 1, title: "Tides", url: "https://example.invalid/t" },
    ],
  },
  copilotCard: {
    type: "copilot_card",
    card_type: "quiz",
    card_id: "card-demo",
    state: "active",
    title: "Tide quiz",
    payload: { type: "quiz", title: "Tide quiz", quiz: [] },
    source_user_id: "41870263",
    source_user_name: "Ines Calder",
    source_score: { correct: 1, total: 2 },
  },
  unknown: { type: "postprocessing", queue: ["image_edited"] },
};
