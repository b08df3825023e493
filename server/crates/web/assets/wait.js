// Moves the waiting page on with its login: by server-sent events, else by long poll.
"use strict";
{
  const wait = document.getElementById("wait");
  const path = wait.dataset.path;
  // Without a version only an end is news: a page with a form to fill in is not taken away for less.
  const version = Number(wait.dataset.version ?? Infinity);
  // A form that was sent off leads on by itself; leaving beside it would drop the answer to it.
  let isSubmitted = false;
  document.addEventListener("submit", () => { isSubmitted = true; });
  const leave = () => { if (!isSubmitted) window.location.replace(path); };
  // The form for a code beside the phone; without scripts it has a page of its own, because this one is loaded again and again.
  const beside = document.getElementById("beside");
  if (beside) beside.hidden = false;
  const isTyping = () => Boolean(beside?.querySelector("input").value);
  const isNews = (progress) => progress.state !== "pending" || (progress.version > version && !isTyping());

  const poll = async () => {
    for (;;) {
      try {
        const answer = await fetch(`${path}/state${Number.isFinite(version) ? `?version=${version}` : ""}`, { cache: "no-store" });
        if (answer.status === 404 || (answer.ok && isNews(await answer.json()))) return leave();
      } catch {
        // Offline for a moment; the login goes on meanwhile.
      }
      await new Promise((resume) => setTimeout(resume, 1000));
    }
  };

  // A proxy that holds back streams shows as silence: the first event comes at once or not at all.
  const events = new EventSource(`${path}/events`);
  const silent = setTimeout(() => { events.close(); poll(); }, 4000);
  events.addEventListener("state", (event) => {
    clearTimeout(silent);
    const login = JSON.parse(event.data);
    // A code that nobody takes: its person must not wait for it in vain.
    const late = document.getElementById("late");
    if (late) late.hidden = login.code?.state !== "undelivered";
    if (isNews(login)) { events.close(); leave(); }
  });
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) { clearTimeout(silent); poll(); }
  });
}
