// The screens of the lock; what it protects stands in lock.js.

import { accounts, wipe } from "./accounts.js";
import { ascii, minutes } from "./digits.js";
import * as lock from "./lock.js";
import { tell } from "./server.js";
import { withdrawal } from "./statements.js";
import { everySecond, show, word } from "./view.js";

/** Forgets everything; servers that can be reached hear of it, so that they ask other phones. */
async function startAnew(app) {
  const told = (await accounts.all()).map((account) => tell("/device/v1/withdrawals", (time) => withdrawal(account, time)));
  await Promise.allSettled(told);
  await wipe();
  await app.reload();
}

function openByPin(app, page, then) {
  page.reveal("pin");
  const input = page.root.querySelector("[name=pin]");
  const button = page.root.querySelector("[type=submit]");
  input.focus();
  everySecond(page.signal, async () => {
    const wait = lock.waitSecs((await lock.current()) ?? { notBefore: 0 });
    page.reveal("wait", wait > 0);
    page.part("wait").textContent = word("pin-wait", { time: minutes(wait) });
    input.disabled = button.disabled = wait > 0;
  });
  page.submit("pin", async (form) => {
    const { isRight, left } = await lock.checkPin(ascii(form.get("pin") ?? ""));
    input.value = "";
    if (isRight) return then();
    if (left > 0) return page.fail(word("pin-wrong", { left }));
    await startAnew(app);
    return app.go("ended", "forgotten");
  });
}

/** Lets nobody past but who can open the lock; then goes on with `then`. */
export async function unlock(app, then) {
  const page = show("unlock");
  page.on("forget", () => page.reveal("sure"));
  page.on("really-forget", async () => {
    await startAnew(app);
    app.go("ended", "forgotten");
  });
  if (app.lock.kind === "pin") return openByPin(app, page, then);
  page.reveal("passkey");
  page.on("unlock", async () => {
    const isOpen = await lock.checkPasskey(app.lock).catch(() => false);
    if (isOpen) then();
    else page.fail(word("passkey-refused"));
  });
}

export async function settings(app) {
  const page = show("settings");
  const kind = app.lock?.kind ?? "none";
  page.part("state").textContent = word(`lock-${kind}`);
  page.reveal("set", kind === "none");
  page.reveal("unset", kind !== "none");
  page.reveal("passkey", await lock.hasPasskeys());
  page.on("passkey", async () => {
    try {
      await lock.setPasskey(app.issuer);
    } catch {
      return page.fail(word("passkey-refused"));
    }
    await app.reload();
    app.go("settings");
  });
  page.on("pin", () => app.go("pin"));
  page.on("unset", () => app.go("unlock", async () => {
    await lock.remove();
    await app.reload();
    app.go("settings");
  }));
  page.on("back", () => app.go("home"));
}

export function pin(app) {
  const page = show("pin");
  page.submit("form", async (form) => {
    const [first, second] = ["first", "second"].map((name) => ascii(form.get(name)));
    if (!/^\d+$/.test(first) || first.length < lock.MIN_PIN_LEN) return page.fail(word("pin-short"));
    if (first !== second) return page.fail(word("pin-differs"));
    await lock.setPin(first);
    await app.reload();
    return app.go("settings");
  });
  page.on("back", () => app.go("settings"));
}
