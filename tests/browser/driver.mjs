// Drives Chromium on behalf of the test harness: one JSON command a line in, one JSON answer a line out.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const tabs = new Map();

const commands = {
  async open({ tab, javascript, language }) {
    const context = await browser.newContext({ javaScriptEnabled: javascript, locale: language, viewport: { width: 480, height: 800 } });
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // A refused form or a missing page is what some tests are about; what a script or a policy says is not.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
    });
    tabs.set(tab, { page, complaints });
  },
  goto: ({ tab, url }) => tabs.get(tab).page.goto(url).then((response) => response.status()),
  fill: ({ tab, selector, text }) => tabs.get(tab).page.fill(selector, text, { timeout: 10000 }),
  click: ({ tab, selector }) => tabs.get(tab).page.click(selector, { timeout: 10000 }),
  text: ({ tab, selector }) => tabs.get(tab).page.innerText(selector, { timeout: 15000 }),
  attribute: ({ tab, selector, name }) => tabs.get(tab).page.getAttribute(selector, name, { timeout: 10000 }),
  wait: ({ tab, text }) => tabs.get(tab).page.getByText(text).first().waitFor({ timeout: 15000 }),
  path: ({ tab }) => new URL(tabs.get(tab).page.url()).pathname,
  html: ({ tab }) => tabs.get(tab).page.content(),
  reload: ({ tab }) => tabs.get(tab).page.reload().then((response) => response.status()),
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
await browser.close();
