// Notifications: where pushes reach this browser (RFC 8030, RFC 8291), and telling the server.

import { accounts } from "./accounts.js";
import { base64url, fromBase64url } from "./bytes.js";
import { tell } from "./server.js";
import { address } from "./statements.js";

const DAY_MS = 86_400_000;

/** Whether this browser has all that notifications need, a worker that was accepted included. */
export const isSupported = async () => "PushManager" in globalThis && "Notification" in globalThis
  && Boolean(await navigator.serviceWorker?.getRegistration("/phone"));

const addressOf = (subscription) => subscription && {
  provider: "webpush",
  endpoint: subscription.endpoint,
  p256dh: base64url(subscription.getKey("p256dh")),
  auth: base64url(subscription.getKey("auth")),
};

async function tellAddress(account, subscription, app = account.app) {
  await tell("/device/v1/addresses", (time) => address(account, time, addressOf(subscription), app));
  await accounts.change(account.id, () => ({ endpoint: subscription?.endpoint ?? null, toldAt: Date.now(), app }));
}

/** The subscription for the server's key; one for an older key is given up. */
async function subscribe(registration, webPushKey) {
  const old = await registration.pushManager.getSubscription();
  const key = old?.options.applicationServerKey;
  if (old && key && base64url(key) === webPushKey) return old;
  await old?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: fromBase64url(webPushKey) };
  return registration.pushManager.subscribe(options);
}

/** Whether notifications are on now. Only a tap may call this: browsers ask their person then. */
export async function turnOn(account) {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const registration = await navigator.serviceWorker.ready;
  await tellAddress(account, await subscribe(registration, account.webPushKey));
  return true;
}

export async function turnOff(account) {
  await tellAddress(account, null);
  if ((await accounts.all()).some(({ endpoint }) => endpoint)) return;
  const registration = await navigator.serviceWorker.ready;
  await (await registration.pushManager.getSubscription())?.unsubscribe();
}

/**
 * Tells the server where pushes reach this browser, if that has changed since it was told, or once a day: a push service may
 * have called an address gone that this browser still has, and the server believes it until it hears otherwise.
 */
export async function renew(registration) {
  const subscribed = (await accounts.all()).filter(({ endpoint, removedAt }) => endpoint && !removedAt);
  if (!subscribed.length) return;
  let subscription = await registration.pushManager.getSubscription();
  if (!subscription && registration.active && Notification.permission === "granted") {
    subscription = await subscribe(registration, subscribed[0].webPushKey).catch(() => null);
  }
  const isDue = ({ endpoint, toldAt }) => endpoint !== subscription?.endpoint || !(Date.now() - toldAt < DAY_MS);
  await Promise.allSettled(subscribed.filter(isDue).map((account) => tellAddress(account, subscription)));
}

/** Tells the servers of `due` the address that they have, and which `app` this is by now. */
export async function retell(due, app) {
  const registration = await navigator.serviceWorker?.getRegistration("/phone");
  const subscription = (await registration?.pushManager?.getSubscription()) ?? null;
  await Promise.allSettled(due.map((account) => tellAddress(account, account.endpoint ? subscription : null, app)));
}

/** Takes away what was shown about a login that has been decided. */
export async function clear({ login }) {
  const registration = await navigator.serviceWorker?.getRegistration("/phone");
  const shown = (await registration?.getNotifications({ tag: login })) ?? [];
  shown.forEach((notification) => notification.close());
}
