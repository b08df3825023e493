// What a scanned, pasted or opened text asks for.

import { parseOtpauth } from "./totp.js";

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const FRAGMENTS = [
  ["enroll", new RegExp(`^#enroll=(?<enrollment>${UUID})\\.(?<code>[\\w-]{43})$`)],
  ["scan", new RegExp(`^#scan=(?<login>${UUID})\\.(?<secret>[\\w-]{22})$`)],
  ["here", new RegExp(`^#here=(?<login>${UUID})$`)],
];

/** What stands behind `#` in a link of ours, as `{ kind, … }`, or null. */
export function parseFragment(fragment) {
  for (const [kind, pattern] of FRAGMENTS) {
    const found = pattern.exec(fragment);
    if (found) return { kind, ...found.groups };
  }
  return null;
}

/**
 * `{ kind, … }` with the kinds `enroll`, `scan` and `here` for links of `server`; `elsewhere` for those of another server;
 * `otpauth` with a `seed`; `app` for a code that an app of another kind is meant for; null for anything else.
 */
export function parseLink(text, server) {
  const trimmed = text.trim();
  if (/^otpauth:/i.test(trimmed)) {
    const seed = parseOtpauth(trimmed);
    return seed ? { kind: "otpauth", seed } : { kind: "app" };
  }
  if (/^(pushauth|mfauth):/i.test(trimmed)) return { kind: "app" };
  let url;
  try {
    url = new URL(trimmed);
  } catch {
    return null;
  }
  const link = url.protocol === "https:" || url.origin === server ? parseFragment(url.hash) : null;
  if (!link || !url.pathname.endsWith("/phone")) return null;
  return `${url.origin}${url.pathname}` === `${server}/phone` ? link : { kind: "elsewhere", host: url.host, url: url.href };
}
