// Makes a passkey or uses one, as the page asks. Without scripts the page says what else there is.
"use strict";
{
  const area = document.getElementById("passkey");
  const { ceremony, path, next } = area.dataset;
  const button = area.querySelector("button");
  const say = (word) => {
    for (const text of area.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== word;
  };

  const toBytes = (text) => Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const options = () => {
    const publicKey = JSON.parse(area.dataset.options);
    publicKey.challenge = toBytes(publicKey.challenge);
    if (publicKey.user) publicKey.user.id = toBytes(publicKey.user.id);
    for (const known of publicKey.allowCredentials ?? publicKey.excludeCredentials) known.id = toBytes(known.id);
    return { publicKey };
  };

  const made = ({ response }) => ({
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
  const used = ({ response }) => ({
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle && toText(response.userHandle),
  });

  const answer = async () => {
    const isNew = ceremony === "create";
    const credential = await navigator.credentials[ceremony](options());
    const { id, rawId, type } = credential;
    const response = isNew ? made(credential) : used(credential);
    return fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id, rawId: toText(rawId), type, response }),
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
  };

  if (window.PublicKeyCredential) {
    button.hidden = false;
    button.addEventListener("click", run);
  } else {
    say("impossible");
  }
}
