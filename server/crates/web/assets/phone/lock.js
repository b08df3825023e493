// The lock in front of the screens.
//
// It keeps out whoever gets hold of the unlocked phone for a moment: a colleague, a child, a thief in a hurry. It does not
// encrypt anything. The keys cannot be read out of this browser with or without it, but whoever can run programs on the
// phone, or open this browser's developer tools, can use them past the lock; against them there is the phone's own lock.
// Notifications show which service asks, locked or not. Pauses go by the phone's clock, which its holder can change; that
// there are ten tries does not depend on it.

import { settings } from "./accounts.js";
import { base64url, concat, fromBase64url, random, sha256, utf8 } from "./bytes.js";

const ITERATIONS = 600_000;
export const MAX_TRIES = 10;
export const MIN_PIN_LEN = 4;
/** How long to wait after that many wrong tries, in seconds. */
const PAUSES = [0, 0, 0, 30, 60, 300, 900, 1800, 3600, 3600];
/** Bit of the authenticator data that says that a person was verified (WebAuthn, section 6.1). */
const USER_VERIFIED = 0x04;

export const pauseAfter = (tries) => PAUSES[tries] ?? 0;

export const current = () => settings.get("lock");

export const remove = () => settings.remove("lock");

/** Whether this phone can check a face, a finger or its own code for us. */
export const hasPasskeys = async () =>
  Boolean(await globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.().catch(() => false));

/** Has the phone make a passkey that never leaves it; throws if its person does not want to. */
export async function setPasskey(issuer) {
  const { rawId } = await navigator.credentials.create({
    publicKey: {
      rp: { name: issuer },
      user: { id: random(16), name: issuer, displayName: issuer },
      challenge: random(32),
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
      authenticatorSelection: { authenticatorAttachment: "platform", userVerification: "required", residentKey: "discouraged" },
    },
  });
  await settings.put({ id: "lock", kind: "passkey", credential: base64url(rawId) });
}

/** Whether the phone has verified its person just now. The browser vouches for it; there is no server to convince. */
export async function checkPasskey({ credential }) {
  const challenge = random(32);
  const { response } = await navigator.credentials.get({
    publicKey: {
      challenge,
      allowCredentials: [{ type: "public-key", id: fromBase64url(credential), transports: ["internal"] }],
      userVerification: "required",
    },
  });
  const data = new Uint8Array(response.authenticatorData);
  const asked = JSON.parse(new TextDecoder().decode(response.clientDataJSON)).challenge === base64url(challenge);
  const isOurs = base64url(data.subarray(0, 32)) === base64url(await sha256(utf8(location.hostname)));
  return asked && isOurs && (data[32] & USER_VERIFIED) !== 0;
}

async function derive(pin, salt) {
  const key = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const options = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS };
  return new Uint8Array(await crypto.subtle.deriveBits(options, key, 256));
}

export async function setPin(pin) {
  const salt = random(16);
  await settings.put({ id: "lock", kind: "pin", salt, hash: await derive(pin, salt), tries: 0, notBefore: 0 });
}

/** Seconds until a PIN may be tried. */
export const waitSecs = ({ notBefore }) => Math.max(0, Math.ceil((notBefore - Date.now()) / 1000));

/**
 * Whether `pin` opens the lock, and how many tries are left. A try counts before it is judged, so that closing the page
 * in between saves none.
 */
export async function checkPin(pin) {
  let mayTry = false;
  const lock = await settings.change("lock", (row) => {
    mayTry = waitSecs(row) === 0 && row.tries < MAX_TRIES;
    if (!mayTry) return {};
    const tries = row.tries + 1;
    return { tries, notBefore: Date.now() + pauseAfter(tries) * 1000 };
  });
  const isRight = mayTry && base64url(await derive(pin, lock.salt)) === base64url(lock.hash);
  if (isRight) await settings.change("lock", () => ({ tries: 0, notBefore: 0 }));
  return { isRight, left: MAX_TRIES - lock.tries };
}
