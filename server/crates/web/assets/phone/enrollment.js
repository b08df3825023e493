// How this phone becomes a device of the server, stays one, hands over, and ceases to be one.

import { accounts, codes, forget, settings } from "./accounts.js";
import { generateSealingKey } from "./hpke.js";
import { generateSigningKey } from "./jws.js";
import { read, tell } from "./server.js";
import { readRemoval, registration, transfer, withdrawal } from "./statements.js";
import { keep, parseOtpauth } from "./totp.js";

/** What the server says about an account, as it is kept here. */
const told = ({ issuer, account, server_keys: serverKeys, web_push_key: webPushKey = null }) =>
  ({ issuer, name: account, serverKeys, webPushKey });

/**
 * Makes the keys for an enrolment and keeps them before the server hears of them: a phone that dies in between would else
 * lose an account that the server believes to be here.
 */
export async function prepare({ enrollment, code }, name, app) {
  const pending = {
    id: "pending", enrollment, code, name, app, server: location.origin, jwt: null,
    signing: await generateSigningKey(), sealing: await generateSealingKey(),
  };
  await settings.put(pending);
  return pending;
}

/** Registers, or repeats a registration whose answer was lost. Throws [`Refusal`]; then nothing has been added. */
export async function enroll(pending) {
  let kept = pending.jwt;
  const body = await tell("/device/v1/registrations", async (time) => {
    // The first try of a repeat sends the same bytes. Only a wrong clock is a reason to sign again.
    const jwt = kept ?? (await registration(pending, time, pending));
    kept = null;
    await settings.put({ ...pending, jwt });
    return jwt;
  });
  const { signing, sealing, server, name, app } = pending;
  const account = { id: body.device_id, server, signing, sealing, endpoint: null, device: name, app, ...told(body) };
  account.label = account.name;
  await accounts.put(account);
  const seed = body.otpauth && parseOtpauth(body.otpauth);
  if (seed) await codes.put(await keep(seed, account.id));
  await settings.remove("pending");
  return account;
}

/** Learns what has changed on the server: its keys above all. Throws [`Refusal`] with 401 if this phone is not accepted. */
export async function refresh(account) {
  const body = await (await read(account, "/device/v1/account")).json();
  return accounts.change(account.id, () => told(body));
}

/** Keeps the server's word that it has removed this device, if it is that: nothing else makes a phone drop an account. */
export async function believe(account, removal) {
  const removedAt = await readRemoval(removal, account);
  return accounts.change(account.id, () => ({ removedAt }));
}

/** A link by which another phone takes this one's place. */
export const handOver = (account) => tell("/device/v1/transfers", (time) => transfer(account, time));

/** A code for `link`. The server draws it; the link travels in the body, which no log keeps. */
export async function draw(link) {
  const response = await fetch("/phone/qr", { method: "POST", headers: { "content-type": "text/plain" }, body: link });
  if (!response.ok) throw new TypeError("no code");
  return `data:image/svg+xml,${encodeURIComponent(await response.text())}`;
}

/** Tells the server that this device will answer no more, and forgets the account. */
export async function leave(account) {
  const told = tell("/device/v1/withdrawals", (time) => withdrawal(account, time));
  await told.catch((error) => {
    if (error.status !== 410) throw error;
    return believe(account, error.removal);
  });
  await forget(account.id);
}
