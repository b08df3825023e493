// Moves the enrolment page on once a phone has registered or all is proven.
"use strict";
{
  const enroll = document.getElementById("enroll");
  const { path, seen } = enroll.dataset;

  const poll = async () => {
    for (;;) {
      try {
        const answer = await fetch(`${path}/state?seen=${seen}`, { cache: "no-store" });
        if (answer.status === 404 || (answer.ok && (await answer.json()).state !== seen)) {
          return window.location.replace(path);
        }
      } catch {
        // Offline for a moment; the enrolment goes on meanwhile.
      }
      await new Promise((resume) => setTimeout(resume, 1000));
    }
  };
  poll();
}
