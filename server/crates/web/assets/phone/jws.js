// Compact JWS (RFC 7515) with the two algorithms of the protocol: ES256, and EdDSA with Ed25519 (RFC 8037).

import { base64url, fromBase64url, fromUtf8, sha256, utf8 } from "./bytes.js";

const ALGORITHMS = {
  ES256: {
    members: ["crv", "kty", "x", "y"],
    key: { name: "ECDSA", namedCurve: "P-256" },
    signature: { name: "ECDSA", hash: "SHA-256" },
  },
  EdDSA: {
    members: ["crv", "kty", "x"],
    key: { name: "Ed25519" },
    signature: { name: "Ed25519" },
  },
};

/** Why something signed is not believed. The reason is for tests and developers, not for people. */
export class Distrust extends Error {
  name = "Distrust";
}

function algorithmOf({ kty, crv }) {
  if (kty === "EC" && crv === "P-256") return "ES256";
  if (kty === "OKP" && crv === "Ed25519") return "EdDSA";
  throw new Distrust("key");
}

/** The members of a public key that make it what it is, in the order of RFC 7638. */
export function publicPart(jwk) {
  const { members } = ALGORITHMS[algorithmOf(jwk)];
  return Object.fromEntries(members.map((member) => [member, jwk[member]]));
}

/** A key's id (RFC 7638). */
export const thumbprint = async (jwk) => base64url(await sha256(utf8(JSON.stringify(publicPart(jwk)))));

/** Makes a signing key that never leaves this browser. */
export async function generateSigningKey(alg = "ES256") {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(ALGORITHMS[alg].key, false, ["sign", "verify"]);
  const jwk = publicPart(await crypto.subtle.exportKey("jwk", publicKey));
  return { alg, jwk, kid: await thumbprint(jwk), privateKey };
}

const part = (value) => base64url(utf8(JSON.stringify(value)));

/** Signs `claims`. The header holds `alg` and what `header` adds: `typ`, and `kid` or `jwk`. */
export async function sign({ alg, privateKey }, header, claims) {
  const signed = `${part({ alg, ...header })}.${part(claims)}`;
  const signature = await crypto.subtle.sign(ALGORITHMS[alg].signature, privateKey, utf8(signed));
  return `${signed}.${base64url(signature)}`;
}

function parse(text) {
  try {
    const value = JSON.parse(fromUtf8(fromBase64url(text)));
    if (value && typeof value === "object" && !Array.isArray(value)) return value;
  } catch {
    // Falls through: whatever it is, it is no JWS.
  }
  throw new Distrust("malformed");
}

/**
 * What a compact JWS says, if one of `keys` (JWKs with `kid`) signed it for the purpose `typ`. The key says which
 * algorithm it is, never the header; nothing is read from the claims before the signature is known to be good.
 */
export async function open(compact, typ, keys) {
  const parts = String(compact).split(".");
  if (parts.length !== 3) throw new Distrust("malformed");
  const header = parse(parts[0]);
  if (header.typ !== typ) throw new Distrust("typ");
  if ("crit" in header) throw new Distrust("crit");
  const jwk = keys.find(({ kid }) => kid && kid === header.kid);
  if (!jwk) throw new Distrust("unknown key");
  const alg = algorithmOf(jwk);
  if (header.alg !== alg) throw new Distrust("alg");
  const { key, signature } = ALGORITHMS[alg];
  const imported = await crypto.subtle.importKey("jwk", publicPart(jwk), key, false, ["verify"]);
  const isGood = await crypto.subtle.verify(signature, imported, bytesOf(parts[2]), utf8(`${parts[0]}.${parts[1]}`));
  if (!isGood) throw new Distrust("signature");
  return { claims: parse(parts[1]), payload: parts[1] };
}

function bytesOf(text) {
  try {
    return fromBase64url(text);
  } catch {
    throw new Distrust("malformed");
  }
}
