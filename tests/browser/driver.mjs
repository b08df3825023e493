// Drives Chromium on behalf of the test harness: one JSON command a line in, one JSON answer a line out.
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { withPassword } from "./passwords.mjs";

/** What the camera sees; read by the browser each time that a page turns the camera on. */
const camera = process.env.CAMERA;
const CAMERA_SIZE = { width: 640, height: 480 };

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({
  executablePath,
  args: [...args, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${camera}`],
});
/** The name that the browser gives itself when somebody sits in front of it. */
const userAgent = await browser.newContext().then(async (context) => {
  const page = await context.newPage();
  const own = await page.evaluate(() => navigator.userAgent);
  await context.close();
  return own.replace("Headless", "");
});
const tabs = new Map();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Grey values of a picture that fills the camera's view, row by row. */
async function grey(png) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const values = await page.evaluate(async ({ source, width, height }) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    canvas.fillStyle = "white";
    canvas.fillRect(0, 0, width, height);
    const side = height * 0.9;
    canvas.drawImage(image, (width - side) / 2, (height - side) / 2, side, side);
    return [...canvas.getImageData(0, 0, width, height).data.filter((_, at) => at % 4 === 0)];
  }, { source: `data:image/png;base64,${png.toString("base64")}`, ...CAMERA_SIZE });
  await context.close();
  return Buffer.from(values);
}

/** A film of one picture, as the browser's stand-in for a camera plays it. */
function film(pixels) {
  const { width, height } = CAMERA_SIZE;
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), pixels, colour]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

/** What a browser does that its vendor lets subscribe: gives `told` each time. Runs in the page. */
function subscribeAs(told) {
  let current = null;
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)).buffer;
  PushManager.prototype.getSubscription = async () => current;
  PushManager.prototype.subscribe = async (options) => {
    const key = { ...options, applicationServerKey: new Uint8Array(options.applicationServerKey).buffer };
    const unsubscribe = async () => { current = null; };
    current = { endpoint: told.endpoint, options: key, getKey: (name) => bytes(told[name]), unsubscribe };
    return current;
  };
}

/** Brings a push to the service worker of a page. */
async function deliver(page, data) {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => { if (first) resolve(first); });
  });
  await devtools.send("ServiceWorker.enable");
  const { registrationId } = await registered;
  const { origin } = new URL(page.url());
  await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  await devtools.detach();
}

const shown = async () => {
  const registration = await navigator.serviceWorker.getRegistration("/phone");
  return (await registration.getNotifications()).map(({ title, body }) => [title, body]);
};

/** What axe-core finds on a page, one line each. Its source goes past the page's policy, as a debugger does. */
async function barriers(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
  });
}

/** Elements that reach beyond the window, and those that hide a part of what they say. Runs in the page. */
function cutOff() {
  const page = document.documentElement;
  const wide = page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} wide in ${page.clientWidth}`] : [];
  const shown = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility() && !element.closest("svg, .unseen, .skip"));
  const named = (element) => `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 40)}`;
  const beyond = shown.filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > page.clientWidth + 1;
  });
  const clipped = shown.filter((element) => element.scrollWidth > element.clientWidth + 1
    && !["visible", "auto"].includes(getComputedStyle(element).overflowX) && !element.matches("input"));
  return [...wide, ...beyond.map(named), ...clipped.map(named)];
}

/** Bytes of a page and of all that it has loaded, as they travel. Runs in the page. */
function weight() {
  const [page] = performance.getEntriesByType("navigation");
  const parts = performance.getEntriesByType("resource").filter(({ startTime }) => startTime <= page.loadEventEnd);
  return [page, ...parts].reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}

/** Whether the keyboard is at what a selector names, and whether that is to be seen. Runs in the page. */
function focused(selector) {
  const element = document.activeElement;
  if (!element?.matches(selector)) return "elsewhere";
  return getComputedStyle(element).outlineStyle === "none" ? "unseen" : "seen";
}

/** Clicks on what gives a file, and keeps the file. */
async function save(page, selector, path) {
  const begun = page.waitForEvent("download", { timeout: 10000 });
  await page.click(selector, { timeout: 10000 });
  await (await begun).saveAs(path);
}

/** Gives a tab something that keeps passkeys: a part of the computer, or, if `copied`, of an account that copies them. */
async function keepPasskeys(page, copied) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options: {
    protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, automaticPresenceSimulation: true, defaultBackupEligibility: copied, defaultBackupState: copied,
  } });
  return {
    know: (known) => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: known }),
    touch: (enabled) => devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
  };
}

/** A browser of its own that has kept a password: those of one browser share none, and keep none. */
async function keeper(password, settings) {
  const profile = await mkdtemp(join(dirname(camera), "profile-"));
  // Without a window this is the whole browser; what drives it leaves the password manager out otherwise.
  const whole = { headless: false, args: [...args, "--headless=new", "--password-store=basic"] };
  return withPassword((folder) => chromium.launchPersistentContext(folder, { executablePath, ...whole, ...settings }), profile, password);
}

const commands = {
  async open({ tab, javascript, language, zone, certificate, password }) {
    const settings = {
      userAgent, javaScriptEnabled: javascript, locale: language, timezoneId: zone, viewport: { width: 480, height: 800 },
      permissions: ["camera", "clipboard-read", "clipboard-write", "notifications"],
      ...(certificate && { clientCertificates: [certificate], ignoreHTTPSErrors: true }),
    };
    const context = password ? await keeper(password, settings) : await browser.newContext(settings);
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // A refused form or a missing page is what some tests are about; what a script or a policy says is not.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
    });
    tabs.set(tab, { page, complaints });
  },
  goto: ({ tab, url }) => tabs.get(tab).page.goto(url).then((response) => response?.status() ?? 0),
  fill: ({ tab, selector, text }) => tabs.get(tab).page.fill(selector, text, { timeout: 10000 }),
  click: ({ tab, selector }) => tabs.get(tab).page.click(selector, { timeout: 10000 }),
  press: ({ tab, key }) => tabs.get(tab).page.keyboard.press(key),
  type: ({ tab, text }) => tabs.get(tab).page.keyboard.type(text),
  // A page that is just leaving has the keyboard nowhere.
  focused: ({ tab, selector }) => tabs.get(tab).page.evaluate(focused, selector).catch(() => "elsewhere"),
  text: ({ tab, selector }) => tabs.get(tab).page.innerText(selector, { timeout: 15000 }),
  attribute: ({ tab, selector, name }) => tabs.get(tab).page.getAttribute(selector, name, { timeout: 10000 }),
  extent: async ({ tab, selector }) => {
    const { width, height } = await tabs.get(tab).page.locator(selector).boundingBox({ timeout: 10000 });
    return [width, height];
  },
  autofilled: ({ tab, selector }) => tabs.get(tab).page.locator(`${selector}:autofill`).waitFor({ state: "attached", timeout: 15000 }),
  wait: ({ tab, text }) => tabs.get(tab).page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 15000 }),
  run: ({ tab, script }) => tabs.get(tab).page.evaluate(script),
  path: ({ tab }) => new URL(tabs.get(tab).page.url()).pathname,
  html: ({ tab }) => tabs.get(tab).page.content(),
  reload: ({ tab }) => tabs.get(tab).page.reload().then((response) => response.status()),
  subscribe: ({ tab, subscription }) => tabs.get(tab).page.context().addInitScript(subscribeAs, subscription),
  // What stands between this tab and the server answers in its place; nothing does any more without a status.
  async between({ tab, path, status, body }) {
    const context = tabs.get(tab).page.context();
    await context.unrouteAll();
    if (status) await context.route(`**${path}`, (route) => route.fulfill({ status, contentType: "application/json", body }));
  },
  deliver: ({ tab, push }) => deliver(tabs.get(tab).page, push),
  notifications: ({ tab }) => tabs.get(tab).page.evaluate(shown),
  clipboard: ({ tab }) => tabs.get(tab).page.evaluate(() => navigator.clipboard.readText()),
  size: ({ tab, width, height }) => tabs.get(tab).page.setViewportSize({ width, height }),
  printed: ({ tab }) => tabs.get(tab).page.emulateMedia({ media: "print" }),
  colours: ({ tab, scheme }) => tabs.get(tab).page.emulateMedia({ colorScheme: scheme }),
  letters: ({ tab, percent }) => tabs.get(tab).page.evaluate((size) => { document.documentElement.style.fontSize = size; }, `${percent}%`),
  weight: ({ tab }) => tabs.get(tab).page.evaluate(weight),
  save: ({ tab, selector, path }) => save(tabs.get(tab).page, selector, path),
  shot: ({ tab, selector, path }) => tabs.get(tab).page.locator(selector).screenshot({ path, timeout: 10000 }).then(() => {}),
  cut: ({ tab }) => tabs.get(tab).page.evaluate(cutOff),
  axe: ({ tab }) => barriers(tabs.get(tab).page),
  async aim({ tab, selector }) {
    await writeFile(camera, film(await grey(await tabs.get(tab).page.locator(selector).screenshot({ timeout: 10000 }))));
  },
  picture: ({ tab, path }) => tabs.get(tab).page.screenshot({ path, fullPage: true, animations: "disabled" }).then(() => {}),
  async passkeys({ tab, copied }) {
    tabs.get(tab).passkeys = await keepPasskeys(tabs.get(tab).page, copied);
  },
  know: ({ tab, known }) => tabs.get(tab).passkeys.know(known).then(() => {}),
  touch: ({ tab, touched }) => tabs.get(tab).passkeys.touch(touched).then(() => {}),
  complaints: ({ tab }) => tabs.get(tab).complaints,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...parameters } = JSON.parse(line);
  let answer;
  try {
    answer = { ok: (await commands[command](parameters)) ?? null };
  } catch (error) {
    const shown = await tabs.get(parameters.tab)?.page.innerText("body").catch(() => null);
    answer = { error: `${error}\nThe page says:\n${shown}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
for (const { page } of tabs.values()) await page.context().close();
await browser.close();
