// Shows both sides of the demo as they stand, and sends what is clicked.
"use strict";
{
  const at = (id) => document.getElementById(id);
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  let drawn = "";

  const send = async (path, body = {}) => {
    const answer = await fetch(`/demo/${path}`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
    });
    if (!answer.ok) at("status").replaceChildren(make("p", (await answer.json()).error, "ended"));
    await refresh();
  };

  const drawLogin = (state) => {
    const login = state.login;
    if (!login) return [];
    if (login.state === "pending") {
      const lines = [make("p", "Waiting for your phone.")];
      if (login.number) lines.push(make("p", "Pick this number on it:"), make("p", login.number, "number"));
      return lines;
    }
    const reason = login.reason ? ` (${login.reason.replace("_", " ")})` : "";
    const lines = [make("p", login.state + reason, login.state === "approved" ? "approved" : "ended")];
    if (state.claims) lines.push(make("code", `${state.claims.sub}, ${state.claims.acr}`));
    return lines;
  };

  const drawQuestion = (question) => {
    const card = make("div", "", "question");
    card.append(make("p", question.text));
    const choices = question.numbers
      ? question.numbers.map((number) => [String(number), number])
      : [["Approve", null]];
    for (const [label, number] of choices) {
      const button = make("button", label, "yes");
      button.onclick = () => send("answer", { id: question.id, approve: true, number });
      card.append(button);
    }
    const deny = make("button", "Deny", "no");
    deny.onclick = () => send("answer", { id: question.id, approve: false, number: null });
    card.append(deny);
    return card;
  };

  const draw = (state) => {
    const enrolled = state.accounts.length > 0;
    at("set-up").hidden = enrolled;
    at("log-in").hidden = !enrolled;
    at("enroll").hidden = Boolean(state.code);
    at("scan").hidden = !state.code;
    const picture = document.createElement("img");
    picture.alt = "Enrolment code";
    if (state.code) picture.src = new URL(state.code).pathname + new URL(state.code).search;
    at("code").replaceChildren(...(state.code ? [picture] : []));
    at("accounts").replaceChildren(...state.accounts.map((account) => make("li", account)));
    at("status").replaceChildren(...drawLogin(state));
    at("questions").replaceChildren(...state.questions.map(drawQuestion));
  };

  const refresh = async () => {
    const text = await (await fetch("/demo/state")).text();
    // Drawn only when something has changed, so that nothing moves under a pointer.
    if (text !== drawn) draw(JSON.parse(drawn = text));
  };

  at("enroll").onclick = () => send("enroll");
  at("scan").onclick = () => send("scan");
  at("login-pick").onclick = () => send("login", { number_matching: "pick" });
  at("login-none").onclick = () => send("login", { number_matching: "none" });
  refresh();
  setInterval(() => refresh().catch(() => {}), 400);
}
