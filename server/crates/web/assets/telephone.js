// Shows how a number is understood while it is typed. Without scripts it is shown before or after the code is sent.
"use strict";
{
  const form = document.getElementById("telephone");
  const preview = document.getElementById("preview");
  const shown = preview.querySelector("strong");
  // Nobody reads along with each digit.
  const pause = 300;
  let waiting;
  let latest = 0;

  const show = (number) => {
    shown.textContent = number ?? "";
    preview.hidden = !number;
  };

  const ask = async () => {
    latest += 1;
    const mine = latest;
    const body = new URLSearchParams();
    for (const name of ["country", "number"]) body.set(name, form.elements[name].value);
    let number;
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body, redirect: "error" });
      if (answer.ok) ({ number } = await answer.json());
    } catch {
      // Whoever is not logged in any more, or not connected, is told so when they send the form.
    }
    if (mine === latest) show(number);
  };

  for (const name of ["country", "number"]) {
    form.elements[name].addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, pause);
    });
  }
}
