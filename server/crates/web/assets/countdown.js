// Counts down on the page; the server alone decides when the time is up.
"use strict";
{
  const countdown = document.getElementById("countdown");
  const ends = Date.now() + Number(countdown.dataset.seconds) * 1000;
  setInterval(() => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    countdown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }, 250);
}
