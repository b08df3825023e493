// Asks and tells the server, by its clock.

import { settings } from "./accounts.js";
import { request } from "./statements.js";

/** Differences below this are the network's, not the clock's. In seconds. */
const CLOCK_SLACK = 5;
const TIMEOUT_MS = 20_000;

let offset = 0;

/** The server's time, in seconds, as well as this phone knows it. */
export const now = () => Math.floor(Date.now() / 1000) + offset;

/** Remembers how far this phone's clock was off last time. */
export async function loadClock() {
  offset = (await settings.get("clock"))?.offset ?? 0;
}

/**
 * Why something was not answered as asked: the HTTP status, or 0 if there was no answer. With 410, `removal` is said to be the
 * server's word that it has removed this device; whoever acts on it verifies it.
 */
export class Refusal extends Error {
  name = "Refusal";
  constructor(response, removal) {
    super(`status ${response?.status ?? 0}`);
    this.status = response?.status ?? 0;
    this.retryAfter = Number(response?.headers?.get("retry-after")) || 0;
    this.removal = removal;
  }
}

async function refused(response) {
  const { removal } = response?.status === 410 ? await response.json().catch(() => ({})) : {};
  return new Refusal(response, removal);
}

/** Learns from a refusal whether this phone's clock is wrong; if so, asking again may help. */
async function learnTime(response) {
  const { server_time: time } = await response.json().catch(() => ({}));
  const difference = Math.round(time - now());
  if (!(Math.abs(difference) > CLOCK_SLACK)) return false;
  offset += difference;
  await settings.put({ id: "clock", offset });
  return true;
}

/** Waits that long, or until `signal`. */
export const pause = (seconds, signal) => new Promise((resolve) => {
  const done = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", done);
    resolve();
  };
  const timer = setTimeout(done, seconds * 1000);
  signal?.addEventListener("abort", done);
});

/** Reads `path` as `account`. Throws [`Refusal`], or what fetch throws when aborted. */
export async function read(account, path, { headers, signal } = {}) {
  for (let isAgain = false; ; isAgain = true) {
    const proof = await request(account, now(), "GET", path.split("?")[0]);
    const response = await fetch(path, {
      headers: { ...headers, authorization: `Countersign ${proof}` }, signal, cache: "no-store", credentials: "omit",
    });
    if (response.ok || response.status === 304) return response;
    if (response.status !== 401 || isAgain || !(await learnTime(response))) throw await refused(response);
  }
}

const post = (path, jwt) => fetch(path, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ jwt }),
  cache: "no-store",
  credentials: "omit",
  signal: AbortSignal.timeout(TIMEOUT_MS),
}).catch(() => null);

/**
 * Tells the server what `build(now)` signs, and gives its answer. What passes – no connection, a busy server – is tried again
 * until the server's time is `until`, with the same bytes: a server that has heard them already answers as before.
 */
export async function tell(path, build, { until = 0, onWait = () => {} } = {}) {
  let jwt = await build(now());
  let isSignedAgain = false;
  for (let wait = 1; ; wait = Math.min(wait * 2, 8)) {
    const response = await post(path, jwt);
    if (response?.ok) return JSON.parse((await response.text()) || "{}");
    if (response?.status === 401 && !isSignedAgain && (await learnTime(response.clone()))) {
      isSignedAgain = true;
      jwt = await build(now());
      continue;
    }
    const refusal = await refused(response);
    const isPassing = refusal.status === 0 || refusal.status === 429 || refusal.status >= 500;
    const pauseSecs = Math.max(wait, refusal.retryAfter);
    if (!isPassing || now() + pauseSecs >= until) throw refusal;
    onWait();
    await pause(pauseSecs);
  }
}
