// One account: its name, its notifications, its way to another phone, its end.

import { accounts, codes, forget } from "./accounts.js";
import { draw, handOver, leave, refresh } from "./enrollment.js";
import { isHintNeeded } from "./home.js";
import { isSupported, turnOff, turnOn } from "./notify.js";
import { pause } from "./server.js";
import { say, show, word } from "./view.js";

/** How often an old phone looks whether the new one has taken over, in seconds. */
const LOOK_SECS = 4;

const isDevice = (account) => Boolean(account.signing);
/** Whether the server takes this phone's word for the account, as far as is known. */
const isAccepted = (app, account) =>
  isDevice(account) && !account.removedAt && app.inbox.state(account) !== "refused";
const labelOf = ({ label, name }) => label ?? name;

async function notifications(app, page, account) {
  const isOn = Boolean(account.endpoint);
  const isPossible = Boolean(account.webPushKey) && (await isSupported());
  page.reveal("notifications");
  page.reveal("ios", !isPossible && isHintNeeded());
  page.reveal("impossible", !isPossible && !isHintNeeded());
  page.reveal("turn-on", isPossible && !isOn);
  page.reveal("turn-off", isPossible && isOn);
  page.part("notifications-state").textContent = word(isOn ? "notify-on" : "notify-off");
  const change = (turn) => async () => {
    if ((await turn(account)) === false) return page.fail(word("notify-refused"));
    await app.reload();
    app.go("details", await accounts.get(account.id));
  };
  page.on("turn-on", change(turnOn));
  page.on("turn-off", change(turnOff));
}

export function details(app, account) {
  const page = show("details", { label: labelOf(account), issuer: account.issuer, name: account.name, device: account.device });
  page.submit("rename", async (form) => {
    const label = form.get("label").trim() || account.name;
    await (isDevice(account) ? accounts : codes).change(account.id, () => ({ label }));
    await app.reload();
    say(word("saved"));
    app.go("home");
  });
  page.reveal("device", isDevice(account));
  page.reveal("move", isAccepted(app, account));
  if (isDevice(account) && !account.removedAt) notifications(app, page, account);
  page.on("move", () => app.go("move", account));
  page.on("remove", () => app.go("remove", account));
  page.on("back", () => app.go("home"));
}

/** Shows the code by which another phone takes this one's place, once its person has asked for it. */
export function move(app, account) {
  const page = show("move", { account: labelOf(account) });
  page.on("back", () => app.go("details", account));
  page.on("show", async () => {
    const { link, expires_at: expires } = await handOver(account);
    page.part("image").src = await draw(link);
    page.reveal("before", false);
    page.reveal("code");
    page.reveal("copy");
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
    page.part("until").textContent = word("move-until", { time: time.format(new Date(expires)) });
    page.on("copy", async () => {
      await navigator.clipboard.writeText(link);
      say(word("copied"));
    });
    await untilTakenOver(page, account);
    if (!page.signal.aborted) app.go("remove", account, "moved");
  });
}

/** Once the other phone has taken over, the server accepts this one no more. */
async function untilTakenOver(page, account) {
  while (!page.signal.aborted) {
    await pause(LOOK_SECS, page.signal);
    const status = await refresh(account).then(() => 200, (error) => error.status);
    if (status === 401 || status === 410) return;
  }
}

export function remove(app, account, how) {
  const isKnown = isAccepted(app, account) && how !== "moved";
  const page = show("remove", { account: labelOf(account), issuer: account.issuer });
  page.reveal("known", isKnown);
  page.reveal("removed", Boolean(account.removedAt));
  page.reveal("moved", isDevice(account) && !isKnown && !account.removedAt);
  page.reveal("codes", app.codes.some(({ id }) => id === account.id));
  page.on("remove", async () => {
    // The server hears of it first: a phone that it believes to be there would be asked in vain.
    await (isKnown ? leave(account) : forget(account.id));
    await app.reload();
    app.go("home");
  });
  page.on("back", () => app.go("details", account));
}
