// Links that show that the login page is at hand: read from it as a code, or opened in its own browser.

import { show } from "./view.js";

/** How long a challenge may take to arrive, in milliseconds. */
const PATIENCE_MS = 12_000;

/** The proof of the browser that started the login; null if this is another one. */
async function proofHere(login) {
  const response = await fetch(`/login/wait/${login}/here`, { method: "POST", credentials: "same-origin" });
  return response.ok ? (await response.json()).proof : null;
}

function arrival(app, page, login) {
  return new Promise((resolve) => {
    const look = (open) => {
      const found = open.find((challenge) => challenge.login === login);
      if (found) resolve(found);
    };
    app.onChallenges = look;
    page.signal.addEventListener("abort", () => resolve(null), { once: true });
    setTimeout(() => resolve(null), PATIENCE_MS);
    look(app.inbox.challenges);
  });
}

export async function prove(app, link) {
  const page = show("proving");
  page.on("cancel", () => app.next());
  let proof = { scanned: link.secret };
  if (link.kind === "here") {
    proof = { here: await proofHere(link.login).catch(() => null) };
    if (page.signal.aborted) return;
    if (!proof.here) return app.go("ended", "not-here");
  }
  const challenge = await arrival(app, page, link.login);
  if (page.signal.aborted) return;
  if (challenge) app.go("incoming", challenge, proof);
  else app.go("ended", "no-such-login");
}
