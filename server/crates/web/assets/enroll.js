// Moves the enrolment page on once a phone has registered.
"use strict";
{
  const enroll = document.getElementById("enroll");
  const path = enroll.dataset.path;

  const poll = async () => {
    for (;;) {
      try {
        const answer = await fetch(`${path}/state`, { cache: "no-store" });
        if (answer.status === 404 || (answer.ok && (await answer.json()).state !== "pending")) {
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
