// Shows the hours of offices by the reader's own clock; without this they stand there by the clock of each office.
"use strict";
{
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone });
  // This language writes dates as ISO 8601 does, like our pages.
  const day = new Intl.DateTimeFormat("sv", { dateStyle: "short", timeZone });
  const clock = new Intl.DateTimeFormat("sv", { timeStyle: "short", timeZone });
  const zone = document.getElementById("yours");
  for (const time of document.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    const before = time.parentElement.querySelector("time");
    const isSameDay = before !== time && day.format(new Date(before.dateTime)) === day.format(at);
    const [name, digits] = time.children;
    name.textContent = isSameDay ? "" : weekday.format(at);
    name.after(isSameDay ? "" : " ");
    digits.textContent = isSameDay ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
  }
  if (timeZone && document.querySelector("time")) {
    zone.querySelector("bdi").textContent = timeZone;
    zone.hidden = false;
    for (const office of document.querySelectorAll(".office-zone")) office.hidden = true;
  }
}
