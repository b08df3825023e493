// Which browser and system a user agent speaks of, for people.

const BROWSERS = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//], ["Opera", /\bOPR\//], ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//], ["Chrome", /\b(?:Chrome|Chromium|CriOS)\//], ["Safari", /\bSafari\//],
];
const SYSTEMS = [
  ["Android", /\bAndroid\b/], ["iPhone", /\biPhone\b/], ["iPad", /\biPad\b/], ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/], ["ChromeOS", /\bCrOS\b/], ["Linux", /\bLinux\b/],
];

const first = (list, text) => list.find(([, pattern]) => pattern.test(text))?.[0];

/** The system and the browser, as far as they are known: "Android – Firefox". */
export function describe(userAgent, isTouch = false) {
  const system = first(SYSTEMS, userAgent);
  // Tablets that ask for desktop pages say that they are computers.
  const known = [isTouch && system === "macOS" ? "iPad" : system, first(BROWSERS, userAgent)].filter(Boolean);
  return known.join(" – ");
}

export const isIos = ({ userAgent, maxTouchPoints }) => /\biP(?:hone|ad)/.test(describe(userAgent, maxTouchPoints > 1));
