// What the phone is made of: kept by the worker, so that one-time passwords need no connection.

const MODULES = [
  "accounts", "adding", "app", "browsers", "bytes", "details", "digits", "enrollment", "events", "guard", "home", "hpke",
  "inbox", "incoming", "jws", "links", "lock", "notify", "proving", "scan", "server", "shell", "statements", "totp", "view",
  "watch",
];

export const SHELL = [
  "/phone", "/phone/phone.css", "/phone/manifest.webmanifest", "/phone/icon-192.png", "/assets/style.css", "/assets/icon.svg",
  ...MODULES.map((name) => `/phone/${name}.js`),
];
