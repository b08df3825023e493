// The service worker: keeps the shell for times without connection, and shows pushes.

import { accounts, settings } from "./accounts.js";
import { fromBase64url } from "./bytes.js";
import { openPush } from "./hpke.js";
import { renew } from "./notify.js";
import { loadClock, now } from "./server.js";
import { SHELL } from "./shell.js";
import { readChallenge } from "./statements.js";

/** Counts up when what is kept changes its form; the content is fetched anew whenever there is a connection. */
const CACHE = "phone-1";
/** How long a slow network may keep the shell away, in milliseconds. */
const PATIENCE_MS = 3_000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const requests = SHELL.map((path) => new Request(path, { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

async function activate() {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("activate", (event) => event.waitUntil(activate()));

/** The newest that the server gives, else what is kept: a repaired page must reach its reader at once. */
async function serve(path, event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  const fresh = fetch(path, { cache: "no-cache" }).then(async (response) => {
    if (response.ok) await cache.put(path, response.clone());
    return response.ok || !kept ? response : kept;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, kept); });
  return Promise.race([fresh, patience]).catch(() => kept);
}

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method === "GET" && origin === location.origin && SHELL.includes(pathname)) {
    event.respondWith(serve(pathname, event));
  }
});

/** The question in a push: for which device, and what is sealed for it. */
async function question(data) {
  const { device, sealed } = data.json();
  const account = await accounts.get(device);
  await loadClock();
  return readChallenge(await openPush(account, fromBase64url(sealed)), account, now());
}

/** Browsers want something shown for each push. What cannot be read, or is over, is told without claiming anything. */
async function notify(data) {
  const { title = "", text = "", lang = "" } = (await settings.get("notification").catch(() => null)) ?? {};
  const look = { icon: "/phone/icon-192.png", badge: "/phone/icon-192.png", lang, dir: "auto" };
  try {
    const asked = await question(data);
    await self.registration.showNotification(asked.service, {
      ...look, body: asked.text, tag: asked.login, renotify: true, timestamp: asked.iat * 1000, requireInteraction: true,
    });
  } catch {
    await self.registration.showNotification(title, { ...look, body: text, tag: "news" });
  }
}

self.addEventListener("push", (event) => event.waitUntil(notify(event.data)));

async function focus() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const phone = windows.find(({ url }) => new URL(url).pathname === "/phone");
  return phone ? phone.focus() : self.clients.openWindow("/phone");
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(focus());
});

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(loadClock().then(() => renew(self.registration)));
});
