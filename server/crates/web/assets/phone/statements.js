// What this phone says, and what it believes (SPEC, "Native phones").

import { base64url, random, sha256, utf8 } from "./bytes.js";
import { Distrust, open, sign } from "./jws.js";

const typ = (what) => `countersign-${what}+jwt`;

/** Enough for a number that serves once. */
const jti = () => base64url(random(16));

const say = (account, what, claims) =>
  sign(account.signing, { typ: typ(what), kid: account.signing.kid }, { iss: account.id, aud: account.server, ...claims });

/** This key belongs to the phone that holds the enrolment's code. */
export const registration = ({ signing, sealing, server }, now, { enrollment, code, name, app }) =>
  sign(signing, { typ: typ("registration"), jwk: signing.jwk }, {
    aud: server, iat: now, enrollment, code, name, platform: "web", sealing_key: sealing.jwk, address: null, app,
  });

/** This device reads `path` now. */
export const request = (account, now, method, path) =>
  say(account, "request", { iat: now, jti: jti(), htm: method, htu: path });

/** Where pushes reach it from now on, null if nowhere; and which `app` it is by now, as `{ name, version }`. */
export const address = (account, now, to, app) => say(account, "address", { iat: now, jti: jti(), address: to, app });

export const transfer = (account, now) => say(account, "transfer", { iat: now, jti: jti() });

export const withdrawal = (account, now) => say(account, "withdrawal", { iat: now, jti: jti() });

/** What a person decided: `{ verdict, number, scanned, here }`, of which an approval has at most one of the last three. */
export async function answer(account, now, challenge, decided) {
  return say(account, "answer", {
    iat: now,
    challenge: challenge.jti,
    login: challenge.login,
    nonce: challenge.nonce,
    ...decided,
    shown: base64url(await sha256(utf8(challenge.payload))),
  });
}

const isText = (value) => typeof value === "string" && value !== "";

function isAsked({ jti: id, login, nonce, purpose, service, text, number, numbers }) {
  const isComplete = [id, login, nonce, service, text].every(isText);
  const isNumberKnown = number === "pick"
    ? Array.isArray(numbers) && numbers.length === 3 && numbers.every((one) => /^\d{1,6}$/.test(one))
    : number === "none" || number === "type";
  return isComplete && isNumberKnown && ["log_in", "confirm", "test"].includes(purpose);
}

/** Throws [`Distrust`] for what the account's server has not said to this device. */
function checkParties({ iss, aud }, account) {
  if (iss !== account.server) throw new Distrust("iss");
  if (aud !== account.id) throw new Distrust("aud");
}

/**
 * When the account's server said that this device was removed, in seconds. Throws [`Distrust`] for whatever else may say so. It
 * stays true, so that no clock is asked.
 */
export async function readRemoval(compact, account) {
  const { claims } = await open(compact, typ("removal"), account.serverKeys);
  checkParties(claims, account);
  if (!Number.isSafeInteger(claims.iat)) throw new Distrust("iat");
  return claims.iat;
}

/**
 * The question in a challenge, with its `payload` for the answer. Throws [`Distrust`] for whatever is not signed by the
 * account's server, not addressed to this device, over, or not understood: none of these may be shown.
 */
export async function readChallenge(compact, account, now) {
  const { claims, payload } = await open(compact, typ("challenge"), account.serverKeys);
  checkParties(claims, account);
  if (!(claims.exp > now)) throw new Distrust("exp");
  if (!isAsked(claims)) throw new Distrust("question");
  return { ...claims, payload };
}
