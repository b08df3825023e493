// Opens sealed pushes: HPKE base mode (RFC 9180) with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-128-GCM.

import { concat, fromUtf8, utf8 } from "./bytes.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = utf8("countersign push 1");
/** Length of an encapsulated key: an uncompressed point. */
const ENC_LEN = 65;
const EMPTY = new Uint8Array(0);
const VERSION = utf8("HPKE-v1");
// Suite ids, RFC 9180 sections 4.1 and 5.1: KEM 0x0010, KDF 0x0001, AEAD 0x0001.
const KEM_SUITE = concat(utf8("KEM"), [0x00, 0x10]);
const SUITE = concat(utf8("HPKE"), [0x00, 0x10, 0x00, 0x01, 0x00, 0x01]);

/** Makes a sealing key whose private half never leaves this browser. */
export async function generateSealingKey() {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
  return { jwk: { kty, crv, x, y }, publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)), privateKey };
}

async function hmac(key, message) {
  // WebCrypto takes no empty key; HMAC fills short ones up with zeros anyway (RFC 2104).
  const raw = key.length ? key : new Uint8Array(32);
  const imported = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
}

const extract = (suite, salt, label, ikm) => hmac(salt, concat(VERSION, suite, utf8(label), ikm));

/** At most 32 bytes: one block of HKDF-Expand (RFC 5869). */
async function expand(suite, prk, label, info, length) {
  const block = await hmac(prk, concat([0, length], VERSION, suite, utf8(label), info, [1]));
  return block.subarray(0, length);
}

async function decapsulate({ privateKey, publicKey }, enc) {
  const ephemeral = await crypto.subtle.importKey("raw", enc, CURVE, false, []);
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: ephemeral }, privateKey, 256));
  const prk = await extract(KEM_SUITE, EMPTY, "eae_prk", dh);
  return expand(KEM_SUITE, prk, "shared_secret", concat(enc, publicKey), 32);
}

/** What was sealed for `sealing` with `info` and `aad`: the first message of its context. */
export async function open(sealing, enc, ciphertext, info, aad) {
  const shared = await decapsulate(sealing, enc);
  const context = concat(
    [0], // base mode
    await extract(SUITE, EMPTY, "psk_id_hash", EMPTY),
    await extract(SUITE, EMPTY, "info_hash", info),
  );
  const secret = await extract(SUITE, shared, "secret", EMPTY);
  const key = await expand(SUITE, secret, "key", context, 16);
  const nonce = await expand(SUITE, secret, "base_nonce", context, 12);
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const options = { name: "AES-GCM", iv: nonce, additionalData: aad };
  return new Uint8Array(await crypto.subtle.decrypt(options, imported, ciphertext));
}

/** The text in front of the padding: two bytes of length, the text, zeros. */
export function unpad(plaintext) {
  const end = 2 + ((plaintext[0] << 8) | plaintext[1]);
  if (!(end <= plaintext.length) || plaintext.subarray(end).some((byte) => byte !== 0)) throw new TypeError("padding");
  return fromUtf8(plaintext.subarray(2, end));
}

/** The challenge inside a push for `account`, still to be verified. */
export async function openPush(account, blob) {
  const aad = utf8(account.id);
  const plaintext = await open(account.sealing, blob.slice(0, ENC_LEN), blob.slice(ENC_LEN), INFO, aad);
  return JSON.parse(unpad(plaintext)).challenge;
}
