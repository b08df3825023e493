// Logs in by a passkey before a name is typed: with a button, and among what the browser offers for the field of the name. Without
// scripts there is neither, and the name is typed.
import { requested, used } from "./credentials.js";
import { sayIn } from "./say.js";

const area = document.getElementById("by-passkey");
const [button, name] = [area.querySelector("button"), document.getElementById("username")];
const say = sayIn(area);
// What an answer takes on its way, while its question is still good.
const MARGIN_MILLIS = 10_000;
// How often passkeys are offered anew before somebody comes back to the page.
const RENEWALS = 12;

/** The server has not taken what it was sent, or not at all; the word says which. */
class Refusal extends Error {
  constructor(status) {
    super("refused");
    this.word = { 404: "again", 409: "again", 422: "refused", 429: "often" }[status] ?? "failed";
  }
}

const post = async (path, body) => {
  let status;
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    ({ status } = answer);
  } catch {
    // Nothing came back, or nothing that can be read.
  }
  throw new Refusal(status);
};

// The question is there before anybody clicks, since some browsers show nothing a while after that. Each is answered once. It ages
// while the machine sleeps, too.
let question;
let asked;
const isYoung = () => question && Date.now() < question.until;
const ask = () => {
  if (isYoung()) return Promise.resolve(question);
  asked ??= post("/login/passkey/ask", {}).then(({ options, ticket }) => {
    question = { options, ticket, until: Date.now() + options.timeout - MARGIN_MILLIS };
    return question;
  }).finally(() => {
    asked = undefined;
  });
  return asked;
};

// Browsers do one request at a time. Whoever begins one ends the one before, and what is still on its way of that must look at its
// signal after each pause, and then leave everything as it is.
let under;
let renewal;
const begin = () => {
  window.clearTimeout(renewal);
  under?.abort();
  under = new AbortController();
  return under.signal;
};

const pick = async (signal, mediation) => {
  const { options, ticket } = await ask();
  signal.throwIfAborted();
  const credential = await navigator.credentials.get({ publicKey: requested(options), mediation, signal });
  return [ticket, credential];
};

const send = async (ticket, credential) => {
  question = undefined;
  const { page } = await post("/login/passkey", { ticket, next: area.dataset.next, credential: used(credential) });
  window.location.replace(page);
};

// Offers passkeys in the field of the name, each time with a question that is young enough.
let left = RENEWALS;
let isResting = false;
const offer = async () => {
  const signal = begin();
  isResting = false;
  let picked;
  try {
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    signal.throwIfAborted();
    name.autocomplete = "username webauthn";
    const { until } = await ask();
    signal.throwIfAborted();
    renewal = window.setTimeout(renew, until - Date.now());
    picked = await pick(signal, "conditional");
  } catch (error) {
    // The button was used, it is time for another question, there is none, or there is nothing to offer.
    if (!signal.aborted && error instanceof Refusal) rest();
    return;
  }
  if (signal.aborted) return;
  window.clearTimeout(renewal);
  try {
    await send(...picked);
  } catch (error) {
    if (signal.aborted) return;
    say(error.word ?? "failed");
    renew();
  }
};

// Nothing is offered that would be answered too late.
const rest = () => {
  begin();
  isResting = true;
};
const renew = () => {
  if (document.visibilityState !== "visible" || left <= 0) return rest();
  left -= 1;
  return offer();
};
const wake = () => {
  if (document.visibilityState !== "visible" || button.disabled) return;
  left = RENEWALS;
  if (isResting || (question && !isYoung())) offer();
};

const use = async () => {
  const signal = begin();
  button.disabled = true;
  say("");
  try {
    return await send(...await pick(signal));
  } catch (error) {
    say(error.word ?? "stopped");
  }
  button.disabled = false;
  button.focus();
  return offer();
};

if (window.PublicKeyCredential) {
  area.hidden = false;
  button.addEventListener("click", use);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("focus", wake);
  offer();
}
