// One question: who asks, from where, and what its person decides.

import { describe } from "./browsers.js";
import { ascii, minutes } from "./digits.js";
import { parseLink } from "./links.js";
import { now, tell } from "./server.js";
import { answer } from "./statements.js";
import { everySecond, putDigits, say, show, word } from "./view.js";

/** When the time left is said aloud, in seconds. */
const SAID = [30, 10];

function values({ service, text, iat, context = {}, account }) {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
  return {
    service,
    text,
    account: account.label,
    place: context.ip ?? word("unknown"),
    browser: describe(context.user_agent ?? "") || context.user_agent || word("unknown"),
    time: time.format(new Date(iat * 1000)),
  };
}

/** How an answer ended, as the name of a text. */
function ending({ verdict }, { state, reason }) {
  if (state === "approved") return "approved";
  if (state === "denied") return verdict === "report" ? "reported" : "denied";
  return reason === "wrong_number" ? "wrong-number" : "failed";
}

/** Whether an answer is under way; the status line says so. */
const isDecided = (page) => page.part("status").textContent !== "";

/** Sends what was decided, once, and shows how it ended. */
async function decide(app, page, challenge, decided) {
  // A camera may still be looking when a button is tapped.
  if (isDecided(page)) return;
  page.root.querySelectorAll("button, input").forEach((control) => { control.disabled = true; });
  const status = (name) => { page.part("status").textContent = word(name); };
  status("sending");
  app.inbox.decided(challenge);
  const build = (time) => answer(challenge.account, time, challenge, decided);
  let end;
  try {
    const options = { until: challenge.exp, onWait: () => status("sending-again") };
    end = ending(decided, await tell("/device/v1/answers", build, options));
  } catch ({ status: code }) {
    end = { 0: "unsent", 401: "not-accepted", 409: "too-late" }[code] ?? (code ? "unjudged" : "unsent");
  }
  import("./notify.js").then(({ clear }) => clear(challenge)).catch(() => {});
  if (page.signal.aborted) return;
  // Whoever came from the login page in this browser goes back there.
  if (decided.here && end === "approved") location.assign(`/login/wait/${challenge.login}`);
  else app.go("ended", end);
}

function countDown(app, page, challenge) {
  const line = page.part("left");
  everySecond(page.signal, () => {
    const left = challenge.exp - now();
    line.textContent = minutes(Math.max(0, left));
    if (SAID.includes(left)) say(`${word("left")} ${minutes(left)}`);
    // What was sent in time is still under way; its own answer says how it ended.
    if (left <= 0 && !isDecided(page)) app.go("ended", "expired");
  });
}

function askPick(page, challenge, approve) {
  page.reveal("pick");
  const buttons = page.part("pick").querySelectorAll("[data-number]");
  buttons.forEach((button, index) => {
    const number = challenge.numbers[index];
    putDigits(button, number);
    button.addEventListener("click", () => approve({ number }));
  });
}

function askType(page, challenge, approve) {
  page.reveal("type");
  page.submit("type", async (form) => {
    const number = ascii(form.get("number"));
    if (!/^\d{6}$/.test(number)) return page.fail(word("six-digits"));
    return approve({ number });
  });
  page.on("scan", async () => {
    const stopping = new AbortController();
    page.signal.addEventListener("abort", () => stopping.abort(), { once: true });
    page.on("type", () => stopping.abort());
    page.fail("");
    page.reveal("type", false);
    page.reveal("camera");
    const { readsCodes, scan } = await import("./scan.js");
    page.reveal("helped", !(await readsCodes()));
    const text = await scan(page.part("video"), stopping.signal).catch(() => page.fail(word("no-camera")));
    if (page.signal.aborted) return;
    page.reveal("camera", false);
    page.reveal("type");
    const link = text && parseLink(text, location.origin);
    if (link?.kind === "scan" && link.login === challenge.login) await approve({ scanned: link.secret });
    else if (text) page.fail(word("other-code"));
  });
}

/** Asks. With `proof` that the login page is at hand, as `{ scanned }` or `{ here }`, no number is needed. */
export function incoming(app, challenge, proof) {
  const page = show("incoming", values(challenge));
  const approve = (proven) => decide(app, page, challenge, { verdict: "approve", ...proven });
  page.reveal("which", app.accounts.length > 1);
  if (challenge.number === "none" || proof) {
    page.reveal("plain");
    page.reveal("scanned", Boolean(proof?.scanned));
    page.on("approve", () => approve(challenge.number === "none" ? {} : proof));
  } else if (challenge.number === "pick") {
    askPick(page, challenge, approve);
  } else {
    askType(page, challenge, approve);
  }
  page.on("deny", () => decide(app, page, challenge, { verdict: "deny" }));
  page.on("report", () => decide(app, page, challenge, { verdict: "report" }));
  countDown(app, page, challenge);
  say(challenge.text);
  app.onChallenges = (open) => {
    const isOver = !open.some(({ jti }) => jti === challenge.jti);
    if (isOver && !page.signal.aborted && !isDecided(page)) app.go("ended", "gone");
  };
}

/** How it ended; then on to the next question, or home. */
export function ended(app, how) {
  const page = show("ended", { title: word(`${how}-title`), text: word(`${how}-text`) });
  page.root.querySelector("h1").classList.toggle("done", how === "approved");
  page.on("on", () => app.next());
}
