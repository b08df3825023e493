// Keeps hearing which challenges are open for one account: by server-sent events, else by long poll.

import { EventParser } from "./events.js";
import { Refusal, pause, read } from "./server.js";

/** A proxy that holds back streams shows as silence: the first event comes at once or not at all. */
const FIRST_EVENT_MS = 4_000;
/** The server says something at least every 15 seconds. */
const SILENCE_MS = 40_000;
const POLL_SECS = 25;
/** How often accounts are asked about that get no connection of their own. */
const GLANCE_SECS = 5;
const MAX_BACKOFF_SECS = 30;

/** Whether the server let anything through before the stream ended. */
async function stream(account, signal, hear) {
  const control = new AbortController();
  const stop = () => control.abort();
  signal.addEventListener("abort", stop, { once: true });
  let timer = setTimeout(stop, FIRST_EVENT_MS);
  let hasHeard = false;
  try {
    const headers = { accept: "text/event-stream" };
    const response = await read(account, "/device/v1/events", { headers, signal: control.signal });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return hasHeard;
      hasHeard = true;
      clearTimeout(timer);
      timer = setTimeout(stop, SILENCE_MS);
      const events = parser.push(value);
      const asked = events.findLast(({ type }) => type === "challenges");
      const removed = events.find(({ type }) => type === "removed");
      if (asked) hear(JSON.parse(asked.data).challenges);
      if (removed) throw new Refusal({ status: 410 }, JSON.parse(removed.data).removal);
    }
  } catch (error) {
    // Cut off for silence is an answer of its own kind; anything else is the caller's.
    if (control.signal.aborted && !signal.aborted) return hasHeard;
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    control.abort();
  }
}

async function poll(account, signal, hear, etag) {
  const path = `/device/v1/challenges?wait_secs=${etag ? POLL_SECS : 0}`;
  const response = await read(account, path, { headers: etag ? { "if-none-match": etag } : {}, signal });
  if (response.status === 304) return etag;
  hear((await response.json()).challenges);
  return response.headers.get("etag");
}

/**
 * Calls `hear(challenges)` at once and at each change, and `tell(state)` with `online`, `offline` or `refused`, until `signal`.
 * Returns early only if the server refuses this device. That it has removed it goes to `drop(removal)`, which says whether that is
 * proven. Browsers open few connections to one server: without `hasConnection`, an account is only asked about now and then.
 */
export async function watch(account, { signal, hasConnection, hear, tell, drop }) {
  let canStream = hasConnection;
  let etag = null;
  let backoff = 1;
  const heard = (challenges) => {
    backoff = 1;
    tell("online");
    hear(challenges);
  };
  while (!signal.aborted) {
    try {
      if (canStream) {
        canStream = await stream(account, signal, heard);
        await pause(canStream ? backoff : 0, signal);
      } else {
        etag = await poll(account, signal, heard, hasConnection ? etag : null);
        if (!hasConnection || !etag) await pause(GLANCE_SECS, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error.status === 410 && (await drop(error.removal))) return;
      // A removal that nobody has proven may be anybody's word, and may be over the next time.
      tell(error.status === 401 || error.status === 410 ? "refused" : "offline");
      if (error.status === 401) return;
      await pause(Math.max(backoff, error.retryAfter ?? 0), signal);
      backoff = Math.min(backoff * 2, MAX_BACKOFF_SECS);
    }
  }
}
