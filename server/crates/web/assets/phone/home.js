// The accounts, their one-time passwords, and whether the server can reach this phone.

import { isIos } from "./browsers.js";
import { grouped } from "./digits.js";
import { now } from "./server.js";
import { password, secondsLeft } from "./totp.js";
import { clone, everySecond, on, putDigits, say, show, word } from "./view.js";

/** Installed on the home screen, or on a system where that makes no difference. */
export const isHintNeeded = () => isIos(navigator) && !navigator.standalone;

/** Each account, with its one-time passwords, then those that stand alone. */
function cards({ accounts, codes }) {
  const codeOf = new Map(codes.map((code) => [code.id, code]));
  const own = accounts.map((account) => ({ account, code: codeOf.get(account.id) }));
  const ids = new Set(accounts.map(({ id }) => id));
  return [...own, ...codes.filter(({ id }) => !ids.has(id)).map((code) => ({ code }))];
}

function showCode(card, code) {
  const line = card.querySelector('[data-part="code"]');
  const digits = card.querySelector('[data-part="digits"]');
  let step = null;
  let current = "";
  line.hidden = false;
  on(card, "copy", async () => {
    await navigator.clipboard.writeText(current);
    say(word("copied"));
  }, say);
  return async () => {
    const left = secondsLeft(code, now());
    card.querySelector('[data-part="left"]').textContent = word("seconds", { seconds: left });
    card.querySelector("progress").value = left / code.period;
    const thisStep = Math.floor(now() / code.period);
    if (thisStep === step) return;
    step = thisStep;
    current = await password(code, now());
    putDigits(digits, grouped(current), current);
  };
}

function card(app, { account, code }) {
  const { label, issuer, name } = account ?? code;
  const copy = clone("card", { label: label ?? name, issuer, account: label ?? name });
  const item = copy.firstElementChild;
  if (account) item.dataset.account = account.id;
  on(item, "details", () => app.go("details", account ?? code));
  const tick = code && showCode(item, code);
  return { item, tick };
}

/** That the server has removed this phone from the account, and when it said so. */
export function removalText({ removedAt }) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
  return word("removed", { day: day.format(new Date(removedAt * 1000)) });
}

function stateText(app, account) {
  if (account.removedAt) return removalText(account);
  return app.inbox.state(account) === "refused" ? word("not-accepted-short") : "";
}

/** Says which accounts the server does not accept now, or not any more. */
function showStates(app, page) {
  for (const account of app.accounts) {
    const line = page.root.querySelector(`[data-account="${account.id}"] [data-part="state"]`);
    // Another tab may have added it since this page was drawn.
    if (!line) continue;
    line.textContent = stateText(app, account);
    line.hidden = !line.textContent;
  }
}

export function home(app) {
  const page = show("home");
  const all = cards(app).map((one) => card(app, one));
  page.part("list").replaceChildren(...all.map(({ item }) => item));
  page.reveal("empty", all.length === 0);
  page.reveal("list", all.length > 0);
  page.reveal("look", app.accounts.length > 0);
  page.reveal("ios", all.length === 0 && isHintNeeded());
  everySecond(page.signal, () => all.forEach(({ tick }) => tick?.()));
  page.on("add", () => app.go("add"));
  page.on("settings", () => app.go("settings"));
  page.on("look", () => {
    app.inbox.start(app.accounts);
    say(word("looking"));
  });
  showStates(app, page);
  app.onStates = () => { if (!page.signal.aborted) showStates(app, page); };
}
