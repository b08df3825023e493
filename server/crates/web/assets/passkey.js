// Makes a passkey or uses one, as the page asks. Without scripts the page says what else there is.
import { made, requested, used } from "./credentials.js";
import { sayIn } from "./say.js";

const area = document.getElementById("passkey");
const { ceremony, path, next } = area.dataset;
const button = area.querySelector("button");
const say = sayIn(area);

const answer = async () => {
  const isNew = ceremony === "create";
  const credential = await navigator.credentials[ceremony]({ publicKey: requested(JSON.parse(area.dataset.options)) });
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(isNew ? made(credential) : used(credential)),
  });
};

const run = async () => {
  button.disabled = true;
  say("");
  try {
    const { status } = await answer();
    // What has ended meanwhile says so on its own page.
    if (status !== 422 && status < 500) return window.location.replace(next);
    say(status === 422 ? "refused" : "stopped");
  } catch (error) {
    say(error.name === "InvalidStateError" ? "known" : "stopped");
  }
  button.disabled = false;
  button.focus();
};

if (window.PublicKeyCredential) {
  button.hidden = false;
  button.addEventListener("click", run);
} else {
  say("impossible");
}
