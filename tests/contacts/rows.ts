/** The user id of a contact. */
export const TEO = "7305518";
/** A contact as GroupMe sends it. */
export const ROW = {
  id: TEO,
  user_id: TEO,
  name: "Teo Marsh",
  avatar_url: "https://i.groupme.com/640x640.jpeg.5d20a9be",
  created_at: 1658526000,
  created_at_iso8601: "2022-07-22T21:40:00.637999Z",
  updated_at: 1678148063,
  updated_at_iso8601: "2023-03-07T00:14:23.125308Z",
  reason: 3,
  hidden: false,
  app_installed: true,
  blocked: false,
  is_blocked: false,
};
/** A profile as GroupMe sends it, with an odd row. */
export const PROFILE = {
  user: {
    id: TEO,
    name: "Teo Marsh",
    avatar_url: null,
    created_at: 1567108000,
    bio: "nets",
    photo_urls: ["https://i.groupme.com/1280x960.jpeg.2e7b90c4"],
  },
  relationship: null,
  shared_groups: [{
    group_id: 98115240,
    group_name: "Tide Pool Crew",
    group_avatar: "https://i.groupme.com/1024x768.jpeg.9af3d1c0",
  }, "odd"],
  graduation_year: "",
};
/** Requests that wait, as GroupMe sends them. */
export const REQUESTS = {
  counts: { dm: 1, received: 2, sent: 1, total: 4 },
  dm_requests: [{
    user_id: "66120934",
    name: "Dov Aran",
    avatar_url: null,
    last_message: {
      id: "175405255530812947",
      text: "hello?",
      created_at: 1754052555,
    },
    shared_groups: [{ group_id: 98115240, group_name: "Tide Pool Crew" }],
  }],
  group_requests_received: [{
    group_id: "98115240",
    name: "Tide Pool Crew",
    image_url: null,
    count: 2,
  }],
  group_requests_sent: [{
    group_id: "98120077",
    name: "Night Dive",
    image_url: "https://i.groupme.com/1",
    state: "requested_pending",
    updated_at: 1754052301,
    user_count: 12,
  }],
};
