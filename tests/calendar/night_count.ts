import type { NewEvent } from "@rxgroupme/client/calendar";

/** The id of the event that tests have. */
export const ID = "4c7e1f90ab3d4d52986e0b1af27c5d38";

/** The event that tests make. */
export const NIGHT_COUNT: NewEvent = {
  name: "Night count",
  startAt: new Date("2025-08-08T20:00:00-04:00"),
  endAt: new Date("2025-08-08T22:00:00-04:00"),
  timeZone: "America/New_York",
  description: "headlamps",
  isAllDay: false,
  imageUrl: "https://i.groupme.com/1",
  location: {
    name: "Pier 4",
    address: "4 Harbor Way",
    lat: 41.4951,
    lng: -71.3128,
  },
  reminders: [0, 3600],
  hasCall: false,
};

/** The event as GroupMe answers it. */
export const EVENT_DATA: Readonly<Record<string, unknown>> = {
  name: "Night count",
  description: "headlamps",
  image_url: "https://i.groupme.com/1",
  location: {
    lat: 41.4951,
    lng: -71.3128,
    name: "Pier 4",
    address: "4 Harbor Way",
  },
  start_at: "2025-08-08T20:00:00-04:00",
  end_at: "2025-08-08T22:00:00-04:00",
  is_all_day: false,
  timezone: "America/New_York",
  reminders: [0, 3600],
  conversation_id: "98115240",
  event_id: ID,
  creator_id: "41870263",
  going: ["41870263"],
  not_going: ["7305518"],
  created_at: "2025-08-01T12:50:00Z",
  updated_at: "2025-08-01T12:50:00Z",
};
