// The browser phone's modules, without a browser: what it signs, believes, opens and reads.
// Run with `node --test tests/browser/phone.test.mjs`.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { register } from "node:module";
import { test } from "node:test";

const PHONE = new URL("../../server/crates/web/assets/phone/", import.meta.url);
const TEMPLATE = new URL("../../server/crates/web/templates/phone.html", import.meta.url);
const VECTORS = new URL("../../proto/tests/vectors/native.json", import.meta.url);

// Browsers are told by their page that these files are modules; Node is told here.
const hook = `export const load = (url, context, next) =>
  next(url, url.startsWith(${JSON.stringify(PHONE.href)}) ? { ...context, format: "module" } : context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

const load = (name) => import(new URL(`${name}.js`, PHONE));
const bytes = await load("bytes");
const jws = await load("jws");
const hpke = await load("hpke");
const statements = await load("statements");
const totp = await load("totp");
const links = await load("links");
const digits = await load("digits");
const lock = await load("lock");
const { describe } = await load("browsers");
const { EventParser } = await load("events");
const { SHELL } = await load("shell");

const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const { utf8, base64url, fromBase64url } = bytes;

const DEVICE = "0b57ad4e-21b1-4d5f-8a68-f9c1a8b9a4d1";
const LOGIN = "7c0a3b52-3f4f-4d5e-9d6b-0f7e2c1a9b88";
const SERVER = "https://id.example.org";
const NOW = 1790000000;

/** A server's key and an account that knows it. */
async function world() {
  const { publicKey, privateKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const jwk = jws.publicPart(await crypto.subtle.exportKey("jwk", publicKey));
  const kid = await jws.thumbprint(jwk);
  const signing = await jws.generateSigningKey();
  const sealing = await hpke.generateSealingKey();
  const account = { id: DEVICE, server: SERVER, signing, sealing, serverKeys: [{ ...jwk, kid }] };
  return { account, server: { alg: "EdDSA", privateKey, kid } };
}

const question = (changes = {}) => ({
  iss: SERVER, aud: DEVICE, jti: "b8a3cbd4-8a7d-4f0e-8a1c-5d5c8f0c1a11", iat: NOW, exp: NOW + 120, login: LOGIN,
  nonce: base64url(new Uint8Array(32)), purpose: "log_in", service: "Example Shop", text: "Log in to Example Shop?",
  number: "pick", numbers: ["21", "57", "83"], context: { ip: "192.0.2.7" }, ...changes,
});

const ask = ({ server }, claims = question(), header = {}) =>
  jws.sign(server, { typ: "countersign-challenge+jwt", kid: server.kid, ...header }, claims);

const distrusts = (promise, reason) => assert.rejects(promise, { name: "Distrust", message: reason });

const payloadOf = (compact) => JSON.parse(bytes.fromUtf8(fromBase64url(compact.split(".")[1])));
const headerOf = (compact) => JSON.parse(bytes.fromUtf8(fromBase64url(compact.split(".")[0])));

test("base64url reads only what it writes", () => {
  for (const length of [0, 1, 2, 3, 31, 65]) {
    const random = bytes.random(length);
    assert.deepEqual(fromBase64url(base64url(random)), random);
  }
  for (const text of ["AA==", "A", "A+/A", "AB", "AAA\n", "AA "]) assert.throws(() => fromBase64url(text), text);
  assert.equal(bytes.uuid(hex(DEVICE.replaceAll("-", ""))), DEVICE);
});

test("a key's id is the thumbprint of RFC 8037, appendix A.3", async () => {
  const jwk = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", use: "sig" };
  assert.equal(await jws.thumbprint(jwk), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
});

for (const alg of ["ES256", "EdDSA"]) {
  test(`what is signed by ${alg} reads as it was said`, async () => {
    const key = await jws.generateSigningKey(alg);
    const compact = await jws.sign(key, { typ: "a+jwt", kid: key.kid }, { text: "Grüße" });
    const keys = [{ ...key.jwk, kid: key.kid }];
    const { claims, payload } = await jws.open(compact, "a+jwt", keys);
    assert.deepEqual(claims, { text: "Grüße" });
    assert.equal(payload, compact.split(".")[1]);
    const [header, , signature] = compact.split(".");
    await distrusts(jws.open(`${header}.${base64url(utf8("{}"))}.${signature}`, "a+jwt", keys), "signature");
    await distrusts(jws.open(compact, "b+jwt", keys), "typ");
    await assert.rejects(crypto.subtle.exportKey("jwk", key.privateKey), "the private key stays where it is");
  });
}

test("a header decides nothing", async () => {
  const key = await jws.generateSigningKey("EdDSA");
  const other = await jws.generateSigningKey("ES256");
  const keys = [{ ...key.jwk, kid: key.kid }];
  const sign = (header, by = key) => jws.sign(by, { typ: "a+jwt", kid: key.kid, ...header }, {});
  await distrusts(jws.open(await sign({ crit: ["exp"] }), "a+jwt", keys), "crit");
  await distrusts(jws.open(await sign({ crit: [] }), "a+jwt", keys), "crit");
  await distrusts(jws.open(await sign({ alg: "none" }), "a+jwt", keys), "alg");
  await distrusts(jws.open(await sign({ alg: "HS256" }), "a+jwt", keys), "alg");
  await distrusts(jws.open(await sign({}, other), "a+jwt", keys), "alg");
  await distrusts(jws.open(await sign({ kid: "another" }), "a+jwt", keys), "unknown key");
  await distrusts(jws.open(await sign({ kid: undefined }), "a+jwt", [key.jwk]), "unknown key");
  await distrusts(jws.open(await sign({ typ: "A+JWT" }), "a+jwt", keys), "typ");
  for (const text of ["", "a.b", "a.b.c.d", "bm8.bm8.bm8", "W10.W10.W10"]) {
    await distrusts(jws.open(text, "a+jwt", keys), "malformed");
  }
});

test("a push opens as in RFC 9180, appendix A.3.1", async () => {
  const publicKey = hex("04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0");
  const d = hex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2");
  const jwk = { kty: "EC", crv: "P-256", x: base64url(publicKey.slice(1, 33)), y: base64url(publicKey.slice(33)), d: base64url(d) };
  const privateKey = await crypto.subtle.importKey("jwk", jwk, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const enc = hex("04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4");
  const sealed = hex("5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434");
  const info = hex("4f6465206f6e2061204772656369616e2055726e");
  const open = (aad, ciphertext = sealed, key = publicKey) => hpke.open({ privateKey, publicKey: key }, enc, ciphertext, info, aad);
  assert.equal(bytes.fromUtf8(await open(utf8("Count-0"))), "Beauty is truth, truth beauty");
  await assert.rejects(open(utf8("Count-1")), "other associated data");
  await assert.rejects(open(utf8("Count-0"), sealed.map((byte, at) => (at ? byte : byte ^ 1))), "another ciphertext");
  await assert.rejects(open(utf8("Count-0"), sealed, enc), "sealed for another key");
});

test("padding is a length, a text and zeros", () => {
  const padded = (text, length = text.length) => bytes.concat([length >> 8, length & 0xff], utf8(text), new Uint8Array(40));
  assert.equal(hpke.unpad(padded("a text")), "a text");
  assert.equal(hpke.unpad(padded("")), "");
  assert.throws(() => hpke.unpad(padded("a text", 5)), "something behind the text");
  assert.throws(() => hpke.unpad(padded("a text", 1000)), "longer than all");
  assert.throws(() => hpke.unpad(new Uint8Array(1)), "no length");
});

test("a challenge of the account's server is read", async () => {
  const there = await world();
  const challenge = await statements.readChallenge(await ask(there), there.account, NOW);
  assert.equal(challenge.service, "Example Shop");
  for (const changes of [{ number: "none", numbers: undefined }, { number: "type", numbers: undefined }, { purpose: "confirm" }]) {
    await statements.readChallenge(await ask(there, question(changes)), there.account, NOW);
  }
});

test("whatever else comes is not asked", async () => {
  const there = await world();
  const read = (compact, now = NOW) => statements.readChallenge(compact, there.account, now);
  await distrusts(read(await ask(await world())), "unknown key");
  const forged = await world();
  forged.server.kid = there.server.kid;
  await distrusts(read(await ask(forged)), "signature");
  await distrusts(read(await ask(there, question(), { typ: "countersign-answer+jwt" })), "typ");
  await distrusts(read(await ask(there, question(), { typ: "JWT" })), "typ");
  await distrusts(read(await ask(there, question(), { crit: ["exp"] })), "crit");
  await distrusts(read(await ask(there, question({ aud: LOGIN }))), "aud");
  await distrusts(read(await ask(there, question({ aud: [DEVICE] }))), "aud");
  await distrusts(read(await ask(there, question({ iss: "https://evil.example" }))), "iss");
  await distrusts(read(await ask(there), NOW + 120), "exp");
  await distrusts(read(await ask(there, question({ exp: undefined }))), "exp");
  for (const changes of [
    { purpose: "transfer" }, { number: "draw" }, { numbers: ["1", "2"] }, { numbers: ["1", "2", "<b>"] }, { service: "" }, { text: 7 },
    { nonce: undefined },
  ]) {
    await distrusts(read(await ask(there, question(changes))), "question");
  }
});

test("only the account's server removes this phone", async () => {
  const there = await world();
  const removal = (changes = {}) => ({ iss: SERVER, aud: DEVICE, iat: NOW, ...changes });
  const tell = ({ server }, claims = removal(), header = {}) =>
    jws.sign(server, { typ: "countersign-removal+jwt", kid: server.kid, ...header }, claims);
  const read = (compact) => statements.readRemoval(compact, there.account);
  assert.equal(await read(await tell(there)), NOW);
  await distrusts(read(await tell(await world())), "unknown key");
  const forged = await world();
  forged.server.kid = there.server.kid;
  await distrusts(read(await tell(forged)), "signature");
  await distrusts(read(await tell(there, removal({ aud: LOGIN }))), "aud");
  await distrusts(read(await tell(there, removal({ iss: "https://evil.example" }))), "iss");
  await distrusts(read(await tell(there, removal({ iat: "now" }))), "iat");
  await distrusts(read(await tell(there, removal(), { crit: ["exp"] })), "crit");
  await distrusts(read(await ask(there)), "typ");
  for (const text of [undefined, null, "", "e30.e30.e30", {}]) await assert.rejects(read(text), { name: "Distrust" });
});

test("an answer names what was shown", async () => {
  const there = await world();
  const compact = await ask(there);
  const challenge = await statements.readChallenge(compact, there.account, NOW);
  const jwt = await statements.answer(there.account, NOW + 30, challenge, { verdict: "approve", number: "57" });
  const { kid, jwk } = there.account.signing;
  const { claims } = await jws.open(jwt, "countersign-answer+jwt", [{ ...jwk, kid }]);
  assert.deepEqual(claims, {
    iss: DEVICE, aud: SERVER, iat: NOW + 30, challenge: challenge.jti, login: LOGIN, nonce: challenge.nonce, verdict: "approve",
    number: "57", shown: base64url(await bytes.sha256(utf8(compact.split(".")[1]))),
  });
});

test("statements hold what the protocol names, and nothing else", async () => {
  const { account } = await world();
  const { signing: { kid, jwk } } = account;
  const header = (what, key = { kid }) => ({ alg: "ES256", typ: `countersign-${what}+jwt`, ...key });
  const app = { name: "Countersign", version: "1.0.0" };
  const link = { enrollment: LOGIN, code: base64url(new Uint8Array(32)), name: "Alice’s phone", app };
  const registration = await statements.registration(account, NOW, link);
  assert.deepEqual(headerOf(registration), header("registration", { jwk }));
  assert.deepEqual(payloadOf(registration), {
    aud: SERVER, iat: NOW, ...link, platform: "web", sealing_key: account.sealing.jwk, address: null,
  });
  const said = [
    ["request", await statements.request(account, NOW, "GET", "/device/v1/challenges"), { htm: "GET", htu: "/device/v1/challenges" }],
    ["address", await statements.address(account, NOW, null, app), { address: null, app }],
    ["address", await statements.address(account, NOW, null), { address: null }],
    ["transfer", await statements.transfer(account, NOW), {}],
    ["withdrawal", await statements.withdrawal(account, NOW), {}],
  ];
  for (const [what, compact, members] of said) {
    assert.deepEqual(headerOf(compact), header(what));
    const { jti, ...claims } = payloadOf(compact);
    assert.deepEqual(claims, { iss: DEVICE, aud: SERVER, iat: NOW, ...members });
    assert.equal(fromBase64url(jti).length, 16);
  }
});

test("one-time passwords are those of RFC 6238, appendix B", async () => {
  const seeds = { SHA1: 20, SHA256: 32, SHA512: 64 };
  const expected = {
    59: ["94287082", "46119246", "90693936"], 1111111109: ["07081804", "68084774", "25091201"],
    1111111111: ["14050471", "67062674", "99943326"], 1234567890: ["89005924", "91819424", "93441116"],
    2000000000: ["69279037", "90698825", "38618901"], 20000000000: ["65353130", "77737706", "47863826"],
  };
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const base32 = (data) => [...data].map((byte) => byte.toString(2).padStart(8, "0")).join("")
    .match(/.{1,5}/g).map((bits) => alphabet[parseInt(bits.padEnd(5, "0"), 2)]).join("");
  for (const [index, [algorithm, length]] of Object.entries(seeds).entries()) {
    const secret = base32(utf8("1234567890".repeat(7).slice(0, length)));
    const seed = totp.parseOtpauth(`otpauth://totp/Example:alice?secret=${secret}&issuer=Example&algorithm=${algorithm}&digits=8`);
    const row = await totp.keep(seed, "id");
    assert.equal(row.secret, undefined, "the seed itself is not kept");
    for (const [time, passwords] of Object.entries(expected)) {
      assert.equal(await totp.password(row, Number(time)), passwords[index], `${algorithm} ${time}`);
    }
  }
  assert.equal(totp.secondsLeft({ period: 30 }, 59), 1);
  assert.equal(totp.secondsLeft({ period: 30 }, 60), 30);
});

test("otpauth addresses are read as they are written in the field", () => {
  const read = (text) => totp.parseOtpauth(text);
  const plain = read("otpauth://totp/Example%20Shop:alice%40example.org?secret=jbsw y3dp-ehpk3pxp");
  assert.deepEqual([plain.issuer, plain.name, plain.hash, plain.digits, plain.period], ["Example Shop", "alice@example.org", "SHA-1", 6, 30]);
  assert.equal(bytes.fromUtf8(plain.secret.subarray(0, 5)), "Hello");
  assert.equal(read("otpauth://totp/alice?secret=JBSWY3DP&issuer=Example&period=60&digits=7").issuer, "Example");
  for (const text of [
    "otpauth://hotp/alice?secret=JBSWY3DP&counter=0", "otpauth://totp/alice", "otpauth://totp/alice?secret=",
    "otpauth://totp/alice?secret=1890", "otpauth://totp/alice?secret=JBSWY3DP&digits=12", "otpauth://totp/alice?secret=JBSWY3DP&period=0",
    "otpauth://totp/alice?secret=JBSWY3DP&algorithm=MD5", "https://example.org/?secret=JBSWY3DP",
  ]) {
    assert.equal(read(text), null, text);
  }
});

test("events are read however the stream is cut", () => {
  const stream = ": hello\r\n\r\nevent: challenges\ndata: {\"a\":\ndata: 1}\n\nevent:other\rdata:x\r\rdata: last\r\n\r\nid: 7\n\ndata: unfinished\n";
  const expected = [
    { type: "challenges", data: "{\"a\":\n1}" }, { type: "other", data: "x" }, { type: "message", data: "last" },
  ];
  for (let size = 1; size <= stream.length; size++) {
    const parser = new EventParser();
    const events = [];
    for (let at = 0; at < stream.length; at += size) events.push(...parser.push(stream.slice(at, at + size)));
    assert.deepEqual(events, expected, `in pieces of ${size}`);
  }
});

test("links are read for what they ask", () => {
  const code = base64url(new Uint8Array(32));
  const secret = base64url(new Uint8Array(16));
  const read = (text) => links.parseLink(text, SERVER);
  assert.deepEqual(read(` ${SERVER}/phone#enroll=${LOGIN}.${code}\n`), { kind: "enroll", enrollment: LOGIN, code });
  assert.deepEqual(read(`${SERVER}/phone#scan=${LOGIN}.${secret}`), { kind: "scan", login: LOGIN, secret });
  assert.deepEqual(read(`${SERVER}/phone#here=${LOGIN}`), { kind: "here", login: LOGIN });
  assert.equal(read(`https://other.example/phone#here=${LOGIN}`).kind, "elsewhere");
  assert.equal(read(`https://other.example/phone#here=${LOGIN}`).host, "other.example");
  assert.equal(read("otpauth://totp/alice?secret=JBSWY3DP").seed.name, "alice");
  assert.equal(read("otpauth://hotp/alice?secret=JBSWY3DP").kind, "app");
  assert.equal(read("pushauth://push/Example:alice?s=1").kind, "app");
  assert.equal(read("mfauth://totp/Example:alice?s=1").kind, "app");
  for (const text of [
    "", "hello", "javascript:alert(1)", `${SERVER}/phone`, `${SERVER}/other#here=${LOGIN}`, `http://id.example.org/phone#here=${LOGIN}`,
    `${SERVER}/phone#here=7`, `${SERVER}/phone#here=${LOGIN.toUpperCase()}`, `${SERVER}/phone#enroll=${LOGIN}.short`,
    `${SERVER}/phone#scan=${LOGIN}.${code}`,
  ]) {
    assert.equal(read(text), null, text);
  }
});

test("digits of every script are digits", () => {
  assert.equal(digits.ascii("12 34-56"), "123456");
  assert.equal(digits.ascii("٠١٢٣٤٥٦٧٨٩"), "0123456789");
  assert.equal(digits.ascii("०१२३४५६७८९"), "0123456789");
  assert.equal(digits.ascii("０１２３４５６７８９"), "0123456789");
  assert.equal(digits.grouped("123456"), "123\u2009456");
  assert.equal(digits.grouped("12345678"), "1234\u20095678");
  assert.equal(digits.spoken("57"), "5 7");
});

test("browsers are named for people", () => {
  const android = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
  const tablet = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
  assert.equal(describe(android), "Android – Firefox");
  assert.equal(describe(windows), "Windows – Edge");
  assert.equal(describe(tablet), "macOS – Safari");
  assert.equal(describe(tablet, true), "iPad – Safari");
  assert.equal(describe("curl/8.0"), "");
});

test("pauses between tries only grow", () => {
  const pauses = Array.from({ length: lock.MAX_TRIES }, (_, tries) => lock.pauseAfter(tries));
  assert.deepEqual(pauses, [...pauses].sort((a, b) => a - b));
  assert.equal(pauses[0], 0);
  assert.ok(pauses[lock.MAX_TRIES - 1] >= 3600);
});

// What keeps the files together.

const sources = readdirSync(PHONE).filter((name) => name.endsWith(".js"));
const source = (name) => readFileSync(new URL(name, PHONE), "utf8");
const template = readFileSync(TEMPLATE, "utf8");
const importsOf = (name) => Array.from(source(name).matchAll(/^import .*?from "\.\/(.+?)";$/gms), ([, file]) => file);

function reachedFrom(name, reached = new Set([name])) {
  for (const file of importsOf(name)) if (!reached.has(file)) reachedFrom(file, reached.add(file));
  return reached;
}

test("the worker keeps every file that a screen may need", () => {
  const kept = SHELL.filter((path) => path.endsWith(".js")).map((path) => path.replace("/phone/", ""));
  assert.deepEqual(kept, sources.filter((name) => name !== "worker.js"));
});

test("the page loads at once what it needs at first, in at most 60 kB", () => {
  const first = reachedFrom("app.js");
  const preloaded = Array.from(template.matchAll(/rel="modulepreload" href="\/phone\/(.+?)"/g), ([, name]) => name);
  assert.deepEqual(preloaded, [...first].filter((name) => name !== "app.js").sort());
  const size = [...first].reduce((sum, name) => sum + source(name).length, 0);
  assert.ok(size <= 60_000, `${size} bytes`);
});

test("every text and every part that a screen names stands in the page", () => {
  const words = new Set(Array.from(template.matchAll(/data-word="(.+?)"/g), ([, word]) => word));
  const screens = new Set(Array.from(template.matchAll(/<template id="(.+?)">/g), ([, id]) => id));
  const parts = new Set(Array.from(template.matchAll(/data-part="(.+?)"/g), ([, part]) => part));
  const actions = new Set(Array.from(template.matchAll(/data-do="(.+?)"/g), ([, action]) => action));
  for (const name of sources) {
    const text = source(name);
    for (const [, word] of text.matchAll(/\bword\("([\w-]+)"/g)) assert.ok(words.has(word), `${name}: ${word}`);
    for (const [, end] of text.matchAll(/go\("ended", "([\w-]+)"/g)) assert.ok(words.has(`${end}-text`), `${name}: ${end}`);
    for (const [, id] of text.matchAll(/\b(?:show|clone)\("([\w-]+)"/g)) assert.ok(screens.has(id), `${name}: ${id}`);
    for (const [, part] of text.matchAll(/\b(?:reveal|part|submit)\("([\w-]+)"/g)) assert.ok(parts.has(part), `${name}: ${part}`);
    for (const [, action] of text.matchAll(/page\.on\("([\w-]+)"/g)) assert.ok(actions.has(action), `${name}: ${action}`);
  }
});

test("nothing is written as markup, and nothing into the console", () => {
  for (const name of sources) {
    assert.doesNotMatch(source(name), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|console\.|\beval\(|new Function/, name);
  }
});

// What Rust and JavaScript read alike: the file is written by the tests of `proto`. Each kind of vector has its reader.

const readers = {
  async thumbprint({ key, thumbprint }) {
    assert.equal(await jws.thumbprint(key), thumbprint);
  },

  async statement({ key, header, claims, compact, shown }) {
    assert.deepEqual([headerOf(compact), payloadOf(compact)], [header, claims]);
    if (header.kid) {
      const opened = await jws.open(compact, header.typ, [{ ...key, kid: header.kid }]);
      assert.deepEqual(opened.claims, claims);
      if (shown) assert.equal(base64url(await bytes.sha256(utf8(opened.payload))), shown);
    }
    const account = { id: claims.aud, server: claims.iss, serverKeys: [{ ...key, kid: header.kid }] };
    if (header.typ === "countersign-removal+jwt") assert.equal(await statements.readRemoval(compact, account), claims.iat);
    if (header.typ !== "countersign-challenge+jwt") return;
    const { payload, ...read } = await statements.readChallenge(compact, account, claims.iat);
    assert.deepEqual(read, claims);
    await distrusts(statements.readChallenge(compact, account, claims.exp), "exp");
  },

  async sealed({ device, scalar, key, sealed, challenge }) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const privateKey = await crypto.subtle.importKey("jwk", { ...key, d: scalar }, curve, false, ["deriveBits"]);
    const publicKey = bytes.concat([4], fromBase64url(key.x), fromBase64url(key.y));
    const open = (id) => hpke.openPush({ id, sealing: { privateKey, publicKey } }, fromBase64url(sealed));
    assert.equal(await open(device), challenge);
    await assert.rejects(open(DEVICE), "sealed for another device");
  },
};

test("the vectors of the native protocol", { skip: !existsSync(VECTORS) && "proto/tests/vectors/native.json is not there" }, async (t) => {
  for (const { kind, name, ...vector } of JSON.parse(readFileSync(VECTORS, "utf8"))) {
    await t.test(`${kind}: ${name}`, () => readers[kind](vector));
  }
});
