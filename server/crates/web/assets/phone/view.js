// Screens out of the page's templates. Values become text, never markup, each isolated from the direction of its surroundings.

import { spoken } from "./digits.js";

const byId = (id) => document.getElementById(id);
const PLACEHOLDER = /\{(\w+)\}/;

let words;
let leaving = new AbortController();
let isFirst = true;
let silence;

/** A text of the page in its reader's language. */
export function word(name, values = {}) {
  words ??= new Map(Array.from(byId("words").content.children, (one) => [one.dataset.word, one.textContent]));
  return (words.get(name) ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

/** What to say about an error. Errors of ours hold a status; their texts are never shown. */
export function explain({ status }) {
  if (status === undefined) return word("unexpected");
  if (status === 0) return word("no-connection");
  if (status === 401) return word("not-accepted");
  if (status === 429) return word("too-many");
  return word(status >= 500 ? "server-trouble" : "refused");
}

/** Tells whoever listens instead of looking. */
export function say(text) {
  const line = byId("say");
  line.textContent = "";
  clearTimeout(silence);
  // Said only when it changes, and after whatever the new focus makes be read; gone before anybody comes across it.
  setTimeout(() => { line.textContent = text; }, 150);
  silence = setTimeout(() => { line.textContent = ""; }, 5000);
}

/** Digits to look at, and to be heard one by one. */
export function putDigits(element, shown, digits = shown) {
  const [seen, heard] = [document.createElement("span"), document.createElement("span")];
  seen.textContent = shown;
  seen.ariaHidden = "true";
  heard.textContent = spoken(digits);
  heard.className = "unseen";
  element.replaceChildren(seen, heard);
}

function fillText(node, values) {
  const found = PLACEHOLDER.exec(node.data);
  if (!found || values[found[1]] === undefined) return;
  const rest = node.splitText(found.index);
  rest.data = rest.data.slice(found[0].length);
  const value = document.createElement("bdi");
  value.textContent = values[found[1]];
  rest.before(value);
  fillText(rest, values);
}

/** A copy of a template with its values: in `{name}`, in `data-value="name"`, and in labels. */
export function clone(id, values = {}) {
  const copy = byId(id).content.cloneNode(true);
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (texts.nextNode()) nodes.push(texts.currentNode);
  nodes.forEach((node) => fillText(node, values));
  for (const element of copy.querySelectorAll("[aria-label]")) {
    element.ariaLabel = element.ariaLabel.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
  }
  for (const element of copy.querySelectorAll("[data-value]")) {
    const value = values[element.dataset.value];
    if (element instanceof HTMLInputElement) element.value = value ?? "";
    else element.textContent = value ?? "";
  }
  return copy;
}

/** Connects the buttons `data-do="action"` under `root`; each does one thing at a time. */
export function on(root, action, act, fail = () => {}) {
  for (const button of root.querySelectorAll(`[data-do="${action}"]`)) {
    let isBusy = false;
    button.addEventListener("click", async () => {
      if (isBusy) return;
      isBusy = true;
      try {
        await act(button);
      } catch (error) {
        fail(explain(error));
      } finally {
        isBusy = false;
      }
    });
  }
}

/** Shows a screen instead of the last one. What belongs to it ends with its `signal`. */
export function show(id, values) {
  leaving.abort();
  leaving = new AbortController();
  // What is still under way on the old screen keeps writing there, where it does no harm.
  const root = byId("screen").cloneNode(false);
  root.append(clone(id, values));
  byId("screen").replaceWith(root);
  const heading = root.querySelector("h1");
  document.title = `${heading.textContent} – ${byId("phone").dataset.issuer}`;
  heading.tabIndex = -1;
  // A page that has just loaded is read from its beginning.
  if (!isFirst) heading.focus();
  isFirst = false;
  window.scrollTo(0, 0);

  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const fail = (text) => {
    const line = part("error");
    if (!line) return say(text);
    line.hidden = !text;
    line.textContent = text;
  };
  return {
    root,
    part,
    fail,
    signal: leaving.signal,
    reveal: (name, isShown = true) => { part(name).hidden = !isShown; },
    on: (action, act) => on(root, action, act, fail),
    /** What is typed goes to `act`; a form sends nothing by itself. */
    submit(name, act) {
      const form = part(name);
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        fail("");
        const button = form.querySelector("[type=submit]");
        if (button.disabled) return;
        button.disabled = true;
        await act(new FormData(form)).catch((error) => fail(explain(error)));
        button.disabled = false;
      });
    },
  };
}

/** Calls `tick` now and each second until `signal`. */
export function everySecond(signal, tick) {
  tick();
  const timer = setInterval(tick, 1000);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
