// The phone in a browser: starts, goes from screen to screen, and keeps an eye on what is asked.

import { accounts, codes, settings } from "./accounts.js";
import { home, removalText } from "./home.js";
import { ended, incoming } from "./incoming.js";
import { Inbox } from "./inbox.js";
import { parseFragment } from "./links.js";
import { loadClock } from "./server.js";
import { say, show, word } from "./view.js";

/** A page that was out of sight for that long is locked when it comes back. */
const LOCK_AFTER_MS = 60_000;
/** The key of RFC 8037, appendix A: shows whether this browser knows Ed25519. */
const ANY_KEY = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };

/** Screens that are needed at once, and the files of the others. */
const SCREENS = { home, incoming, ended };
const FILES = {
  add: "adding", enroll: "adding", connected: "adding", keep: "adding", elsewhere: "adding", prove: "proving",
  details: "details", move: "details", remove: "details", unlock: "guard", settings: "guard", pin: "guard",
};

const byId = (id) => document.getElementById(id);
const nothing = () => {};

const app = {
  issuer: byId("phone").dataset.issuer,
  /** What servers are told that this app is. */
  about: { name: "Countersign", version: byId("phone").dataset.version },
  accounts: [],
  codes: [],
  lock: undefined,
  inbox: new Inbox(changed, removed),
  /** Called by the inbox while their screen is shown. */
  onStates: nothing,
  onChallenges: nothing,
  go,
  next: () => {
    const [oldest] = app.inbox.challenges;
    return oldest ? go("incoming", oldest) : go("home");
  },
  /** Reads again what this phone keeps. */
  async reload() {
    const known = app.accounts.map(({ id }) => id).join();
    [app.accounts, app.codes, app.lock] = await Promise.all([accounts.all(), codes.all(), settings.get("lock")]);
    if (isOpen && app.accounts.map(({ id }) => id).join() !== known) app.inbox.start(app.accounts);
  },
  follow,
};

let isOpen = false;
let screen = "";
let turn = 0;
let isDeep = false;
let waitingLink = null;
let hiddenSince = Date.now();

/** Shows a screen. The phone's own way back leads home from all of them. */
async function go(name, ...values) {
  const thisTurn = ++turn;
  const act = SCREENS[name] ?? (await import(`./${FILES[name]}.js`).catch(() => ({})))[name];
  if (thisTurn !== turn) return;
  if (!act) return say(word("no-connection"));
  app.onStates = app.onChallenges = nothing;
  screen = name;
  if (name !== "home" && !isDeep) {
    isDeep = true;
    history.pushState(null, "", "/phone");
  }
  await act(app, ...values);
  changed();
}

function changed() {
  const open = isOpen ? app.inbox.challenges : [];
  app.onStates();
  app.onChallenges(open);
  if (open.length && screen === "home") return go("incoming", open[0]);
  const isElsewhere = open.length > 0 && !["incoming", "ended", "unlock", "prove"].includes(screen);
  if (isElsewhere && byId("waiting").hidden) say(word("waiting"));
  byId("waiting").hidden = !isElsewhere;
  byId("offline").hidden = navigator.onLine && !app.accounts.some((account) => app.inbox.state(account) === "offline");
}

/** Shows that the server has removed this phone from an account. */
async function removed(account) {
  await app.reload();
  if (screen === "home") go("home");
  changed();
  say(removalText(account));
}

/** Does what a link asks for, as far as that goes without a tap. */
function follow(link) {
  switch (link.kind) {
    case "enroll": return go("enroll", link);
    case "otpauth": return go("keep", link.seed);
    case "elsewhere": return go("elsewhere", link);
    case "scan":
    case "here": return go("prove", link);
    default: return go("ended", link.kind === "app" ? "other-app" : "unknown-link");
  }
}

/** What the address brought along, which then leaves the address bar and the history. */
function takeFragment() {
  const { hash } = location;
  if (!hash) return null;
  history.replaceState(null, "", "/phone");
  return parseFragment(hash) ?? { kind: "unknown" };
}

async function open() {
  isOpen = true;
  app.inbox.start(app.accounts);
  const link = waitingLink ?? (await settings.get("pending"));
  waitingLink = null;
  if (!link) return app.next();
  return link.id === "pending" ? go("enroll", link) : follow(link);
}

/** Lets in whoever may come in. */
function enter() {
  if (!app.lock) return open();
  isOpen = false;
  app.inbox.stop();
  return go("unlock", open);
}

function seen() {
  if (document.visibilityState === "hidden") {
    hiddenSince = Date.now();
    return app.inbox.stop();
  }
  if (app.lock && isOpen && Date.now() - hiddenSince > LOCK_AFTER_MS) return enter();
  return isOpen ? app.inbox.start(app.accounts) : undefined;
}

async function startWorker() {
  const container = navigator.serviceWorker;
  if (!container) return;
  await settings.put({ id: "notification", title: app.issuer, text: word("notification"), lang: document.documentElement.lang });
  await container.register("/phone/worker.js", { type: "module", scope: "/phone" });
  const registration = await container.ready;
  if (app.accounts.some(({ endpoint }) => endpoint)) await (await import("./notify.js")).renew(registration);
}

/** Tells servers which app this is by now, if they were told of another. */
async function introduce() {
  const due = app.accounts.filter(({ app: told, removedAt }) => !removedAt && told?.version !== app.about.version);
  if (due.length) await (await import("./notify.js")).retell(due, app.about);
}

async function start() {
  waitingLink = takeFragment();
  try {
    await crypto.subtle.importKey("jwk", ANY_KEY, "Ed25519", false, ["verify"]);
    await Promise.all([loadClock(), app.reload()]);
  } catch {
    return show("unsupported");
  }
  window.addEventListener("hashchange", () => {
    const link = takeFragment();
    if (link && isOpen) follow(link);
    else waitingLink = link ?? waitingLink;
  });
  window.addEventListener("popstate", () => {
    if (!isDeep || location.hash) return;
    isDeep = false;
    if (isOpen) go("home");
  });
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  document.addEventListener("visibilitychange", seen);
  byId("open").addEventListener("click", () => app.next());
  await enter();
  await startWorker().catch(nothing);
  return introduce().catch(nothing);
}

start();
