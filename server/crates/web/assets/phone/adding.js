// Adds accounts: by camera, by pasted link, by opened link. Nothing is sent or kept before a tap on a screen that says to whom.

import { codes, settings } from "./accounts.js";
import { describe } from "./browsers.js";
import { enroll as register, prepare } from "./enrollment.js";
import { isHintNeeded } from "./home.js";
import { parseLink } from "./links.js";
import { isSupported, turnOn } from "./notify.js";
import { keep as keepSeed } from "./totp.js";
import { say, show, word } from "./view.js";

export function add(app) {
  const page = show("add");
  const take = (text) => {
    const link = parseLink(text, location.origin);
    if (link) app.follow(link);
    else page.fail(word("unknown-link-text"));
  };
  page.on("scan", async () => {
    page.fail("");
    page.reveal("start", false);
    page.reveal("camera");
    const { readsCodes, scan } = await import("./scan.js");
    page.reveal("helped", !(await readsCodes()));
    const text = await scan(page.part("video"), page.signal).catch(() => page.fail(word("no-camera")));
    if (page.signal.aborted) return;
    page.reveal("camera", false);
    page.reveal("start");
    if (text) take(text);
  });
  page.submit("paste", async (form) => take(form.get("link")));
  page.on("back", () => app.go("home"));
}

/** Asks before an enrolment; `link` may be one that was begun before and did not end. */
export function enroll(app, link) {
  const name = link.name ?? describe(navigator.userAgent, navigator.maxTouchPoints > 1);
  const page = show("enroll", { host: location.host, device: name });
  page.reveal("unfinished", link.id === "pending");
  page.reveal("ios", isHintNeeded());
  const cancel = async () => {
    await settings.remove("pending");
    app.next();
  };
  page.on("cancel", cancel);
  page.on("copy", async () => {
    await navigator.clipboard.writeText(`${location.origin}/phone#enroll=${link.enrollment}.${link.code}`);
    say(word("copied"));
  });
  page.submit("form", async (form) => {
    page.part("status").textContent = word("connecting");
    try {
      // What was typed is part of what is signed: another name is another registration.
      const kept = await settings.get("pending");
      const typed = form.get("device").trim() || name;
      const isSame = kept?.enrollment === link.enrollment && kept.name === typed;
      const account = await register(isSame ? kept : await prepare(link, typed, app.about));
      navigator.storage?.persist?.();
      await app.reload();
      app.go("connected", account);
    } catch (error) {
      // A code that is refused stays refused; what did not reach the server may be tried again.
      const isFinal = error.status >= 400 && error.status < 500 && error.status !== 429;
      if (isFinal) await settings.remove("pending");
      if (!isFinal) throw error;
      app.go("ended", "enroll-refused");
    } finally {
      page.part("status").textContent = "";
    }
  });
}

/** What can be done next with a new account. */
export async function connected(app, account) {
  const page = show("connected", { account: account.label });
  page.reveal("notify", Boolean(account.webPushKey) && (await isSupported()));
  page.reveal("protect", !app.lock);
  page.on("notify", async () => {
    if (!(await turnOn(account))) return page.fail(word("notify-refused"));
    await app.reload();
    page.reveal("notify", false);
    say(word("notify-on"));
  });
  page.on("protect", () => app.go("settings"));
  page.on("on", () => app.next());
}

/** Asks before one-time passwords of any server are kept. */
export function keep(app, seed) {
  const page = show("keep", { issuer: seed.issuer, account: seed.name });
  page.on("keep", async () => {
    await codes.put(await keepSeed(seed));
    navigator.storage?.persist?.();
    await app.reload();
    app.go("home");
  });
  page.on("cancel", () => app.next());
}

/** A link of another server is for the app of that server. */
export function elsewhere(app, { host, url }) {
  const page = show("elsewhere", { host });
  page.part("link").href = url;
  page.on("back", () => app.next());
}
