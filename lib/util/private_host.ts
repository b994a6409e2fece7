/**
 * Names of hosts that no public name server answers for: those without a dot,
 * and the suffixes that are kept for local networks.
 */
const LOCAL_NAME =
  /^[^.]*$|(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/;

/** Ranges of IPv4 that lead to no public host: RFC 6890, and multicast. */
const LOCAL_IPV4 =
  /^(?:0|10|127|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|192\.0\.0|198\.1[89]|22[4-9]|2[345]\d)(?:\.\d+)+$/;

/** Public IPv6, but for what carries an IPv4 address inside (6to4, Teredo). */
const PUBLIC_IPV6 = /^\[(?!2002:|2001:0?:)[23][\da-f]{3}:/;

/**
 * Whether a host is this machine, or one of a private or link-local network.
 *
 * @param hostname As `URL` writes it: lower case, IPv4 with four numbers.
 */
export function isPrivateHost(hostname: string): boolean {
  if (hostname.startsWith("[")) return !PUBLIC_IPV6.test(hostname);
  const name = hostname.replace(/\.$/, "");
  return LOCAL_NAME.test(name) || LOCAL_IPV4.test(name);
}

/** Whether a host is this machine, so that nothing leaves it. */
export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d+){3}|\[::1\]|(?:.*\.)?localhost)$/.test(hostname);
}
