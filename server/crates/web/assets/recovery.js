// Prints and copies recovery codes. Without scripts there is the file, and pen and paper.
"use strict";
{
  const area = document.getElementById("codes");
  const [print, copy] = ["print", "copy"].map((what) => area.querySelector(`[data-do=${what}]`));
  const copied = area.querySelector("[data-when=copied]");

  print.hidden = false;
  print.addEventListener("click", () => window.print());

  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const codes = [...area.querySelectorAll("li code")].map((code) => code.textContent);
      await navigator.clipboard.writeText(codes.join("\n"));
      copied.hidden = false;
    });
  }
}
