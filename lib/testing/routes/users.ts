import { empty, failure, ok } from "../server/answer.ts";
import { asText } from "../server/body.ts";
import type { User } from "../model/people.ts";
import { qrCodeUrl } from "../server/hosts.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

/** Reads and changes one's own profile. */
export const USER_ROUTES: readonly Route[] = [
  { method: "POST", path: "/v3/users/features/share", handle: share },
  { method: "GET", path: "/v3/users/me", handle: me },
  { method: "POST", path: "/v3/users/update", handle: update },
  { method: "POST", path: "/v3/users/sms_mode", handle: enableSms },
  { method: "POST", path: "/v3/users/sms_mode/delete", handle: disableSms },
];

const HOUR_MS = 3_600_000;

function update({ world, user, fields }: RoutedRequest) {
  const { avatar_url, name, email, zip_code } = fields;
  if (name !== undefined && !asText(name)) {
    return failure(400, ["name is required"]);
  }
  user.name = asText(name) ?? user.name;
  user.email = asText(email) ?? user.email;
  if (avatar_url !== undefined) user.imageUrl = asText(avatar_url) ?? null;
  if (zip_code !== undefined) user.zipCode = asText(zip_code) ?? null;
  user.updatedAt = world.seconds();
  return ok({
    id: user.id,
    phone_number: user.phoneNumber,
    image_url: user.imageUrl,
    name: user.name,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    email: user.email,
    sms: user.smsUntil > world.now(),
  });
}

function enableSms({ world, user, fields }: RoutedRequest) {
  const { duration } = fields;
  const hours = duration === "always" ? Infinity : Number(duration);
  const isGood = hours > 0 && (hours <= 48 || hours === Infinity);
  if (!isGood) return failure(400, ["duration is invalid"]);
  user.smsUntil = world.now() + hours * HOUR_MS;
  return empty(201);
}

function disableSms({ user }: RoutedRequest) {
  user.smsUntil = 0;
  return empty(200);
}

/** Once it was disabled, a link that is enabled again is another one. */
function share({ world, user, fields }: RoutedRequest) {
  if (fields.status === "enable") user.shareToken ??= world.secret(8);
  else if (fields.status === "disable") user.shareToken = null;
  else return failure(400, ["status is invalid"]);
  return ok(shareWire(world, user));
}

function shareWire({ settings }: World, { id, shareToken }: User) {
  const contact = `contact/${id}/${shareToken}`;
  return shareToken === null ? { share_url: null, share_qr_code_url: null } : {
    share_url: `https://groupme.com/${contact}`,
    share_qr_code_url: qrCodeUrl(settings, `${contact}/preview`),
  };
}

function me({ world, user }: RoutedRequest) {
  return ok({
    id: user.id,
    user_id: user.id,
    name: user.name,
    email: user.email,
    email_verified: true,
    phone_number: user.phoneNumber,
    sms: user.smsUntil > world.now(),
    bio: "",
    image_url: user.imageUrl,
    locale: "en_us",
    zip_code: user.zipCode,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    friend_suggestable: true,
    facebook_connected: false,
    microsoft_connected: false,
    twitter_connected: false,
    ...shareWire(world, user),
    mfa: { enabled: false, channels: null },
    tags: [],
    prompt_for_survey: false,
    show_age_gate: false,
    birth_date_set: true,
    major_codes: [],
    graduation_year: "",
    campus_profile_visibility: "visible",
    photo_urls: [],
    song_url: "",
    interests: [],
    consents: [],
  });
}
