// Copies the key that is else typed by hand, without what makes it readable. Without scripts there is the key itself.
"use strict";
{
  const area = document.getElementById("key");
  const copy = area.querySelector("[data-do=copy]");

  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const groups = [...area.querySelectorAll(".key code")].map((group) => group.textContent);
      await navigator.clipboard.writeText(groups.join(""));
      area.querySelector("[data-when=copied]").hidden = false;
    });
  }
}
