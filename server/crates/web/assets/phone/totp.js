// One-time passwords by time (RFC 6238). They need no server.

import { uuid, random } from "./bytes.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HASHES = { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" };

function fromBase32(text) {
  const letters = text.toUpperCase().replace(/[\s=-]/g, "");
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let word = 0;
  let bits = 0;
  let at = 0;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    word = ((word << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (word >> bits) & 0xff;
    }
  }
  return bytes.length ? bytes : null;
}

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What an `otpauth://totp/…` address holds, or null if it is none that this phone can keep. */
export function parseOtpauth(uri) {
  // Not by URL: browsers disagree on the parts of schemes that they do not know.
  const [, label, query] = /^otpauth:\/\/totp\/([^?#]*)\?([^#]*)/i.exec(uri) ?? [];
  if (label === undefined) return null;
  const parameters = new URLSearchParams(query);
  const parts = decoded(label).split(":");
  const name = parts.pop().trim();
  const seed = {
    issuer: parameters.get("issuer") || parts.join(":").trim(),
    name,
    secret: fromBase32(parameters.get("secret") ?? ""),
    hash: HASHES[(parameters.get("algorithm") ?? "SHA1").toUpperCase().replace("-", "")],
    digits: Number(parameters.get("digits") ?? 6),
    period: Number(parameters.get("period") ?? 30),
  };
  const isUsable = seed.secret && seed.hash && Number.isInteger(seed.period) && seed.period >= 5 && seed.period <= 600
    && Number.isInteger(seed.digits) && seed.digits >= 6 && seed.digits <= 9;
  return isUsable ? seed : null;
}

/** The row of accounts.js for a seed, which cannot be read out of it again. */
export async function keep({ secret, ...seed }, id = uuid(random(16))) {
  const algorithm = { name: "HMAC", hash: seed.hash };
  return { ...seed, id, key: await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]) };
}

/** The password of a row at a time in seconds. */
export async function password({ key, digits, period }, seconds) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(seconds / period)));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  // RFC 4226, section 5.3.
  const word = mac.getUint32(mac.getUint8(mac.byteLength - 1) & 0x0f) & 0x7fffffff;
  return String(word % 10 ** digits).padStart(digits, "0");
}

/** How many seconds the password of that time is still good. */
export const secondsLeft = ({ period }, seconds) => period - (Math.floor(seconds) % period);
