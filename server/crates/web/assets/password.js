// A button beside each password that shows it. Without scripts there is none.
"use strict";
for (const input of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet reveal";
  button.setAttribute("aria-controls", input.id);
  const say = () => {
    const hidden = input.type === "password";
    button.textContent = hidden ? input.dataset.show : input.dataset.hide;
    button.setAttribute("aria-pressed", String(!hidden));
  };
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    say();
  });
  // Browsers keep what was typed into text fields, so it is sent as a password again.
  input.form.addEventListener("submit", () => {
    input.type = "password";
    say();
  });
  say();
  const row = document.createElement("span");
  row.className = "with-reveal";
  input.replaceWith(row);
  row.append(input, button);
  if (input.autofocus) input.focus();
}
