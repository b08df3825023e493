// Logs in by a passkey before a name is typed: with a button, and among what the browser offers for the field of the name. Without
// scripts there is neither, and the name is typed.
import { requested, used } from "./credentials.js";

const area = document.getElementById("by-passkey");
const [button, name] = [area.querySelector("button"), document.getElementById("username")];
const say = (word) => {
  for (const text of area.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== word;
};
// What an answer takes on its way, while its question is still good.
const MARGIN_MILLIS = 10_000;

const post = (path, body) => fetch(path, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

// It is there before anybody clicks, since some browsers show nothing a while after that. Each is answered once.
let question;
const ask = async () => {
  if (question && performance.now() < question.until) return question;
  const answer = await post("/login/passkey/ask", {});
  if (!answer.ok) throw new Error("there is no question");
  const { options, ticket } = await answer.json();
  question = { options, ticket, until: performance.now() + options.timeout - MARGIN_MILLIS };
  return question;
};

/** Whether it leads on from this page. */
const send = async (ticket, credential) => {
  question = undefined;
  const answer = await post("/login/passkey", { ticket, next: area.dataset.next, credential: used(credential) });
  if (answer.ok) {
    window.location.replace((await answer.json()).page);
    return true;
  }
  say({ 422: "refused", 429: "often" }[answer.status] ?? "stopped");
  return false;
};
const stopped = () => {
  say("stopped");
  return false;
};

// Browsers do one of these at a time.
let under;
const pick = async (mediation) => {
  under?.abort();
  const { signal } = under = new AbortController();
  const { options, ticket } = await ask();
  const credential = await navigator.credentials.get({ publicKey: requested(options), mediation, signal });
  return [ticket, credential];
};

// Offers passkeys in the field of the name, each time with a question that is young enough.
let renewal;
const offer = async () => {
  window.clearTimeout(renewal);
  try {
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    name.autocomplete = "username webauthn";
    const { until } = await ask();
    renewal = window.setTimeout(offer, until - performance.now());
    const picked = await pick("conditional");
    window.clearTimeout(renewal);
    if (await send(...picked).catch(stopped)) return;
  } catch {
    // The button was used, it is time for another question, or there is nothing to offer.
    return;
  }
  offer();
};

const use = async () => {
  window.clearTimeout(renewal);
  button.disabled = true;
  say("");
  if (await pick().then((picked) => send(...picked)).catch(stopped)) return;
  button.disabled = false;
  offer();
};

if (window.PublicKeyCredential) {
  area.hidden = false;
  button.addEventListener("click", use);
  offer();
}
