// Shows both people's sides of the demo as they stand, and sends what is clicked.
"use strict";
{
  const at = (id) => document.getElementById(id);
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const sides = [...document.querySelectorAll("[data-person]")];
  const part = (side, name) => side.querySelector(`[data-part="${name}"]`);
  let drawn = "";

  const send = async (side, path, body = {}) => {
    const answer = await fetch(`/demo/${path}`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
    });
    await refresh();
    if (!answer.ok) part(side, "status").replaceChildren(make("p", (await answer.json()).error, "ended"));
  };

  const drawLogin = ({ login, claims }) => {
    if (!login) return [];
    if (login.state === "pending") {
      const lines = [make("p", "Waiting for your phone.")];
      if (login.number) lines.push(make("p", "This is the number for it:"), make("p", login.number, "number"));
      return lines;
    }
    const reason = login.reason ? ` (${login.reason.replace("_", " ")})` : "";
    const lines = [make("p", login.state + reason, login.state === "approved" ? "approved" : "ended")];
    if (claims) lines.push(make("code", `${claims.sub}, ${claims.acr}`));
    return lines;
  };

  const drawQuestion = (question) => {
    const card = make("div", "", "question");
    card.append(make("p", question.text));
    const choices = question.numbers
      ? question.numbers.map((number) => [String(number), number])
      : [["Approve", null]];
    const [app] = sides;
    for (const [label, number] of choices) {
      const button = make("button", label, "yes");
      button.onclick = () => send(app, "answer", { id: question.id, approve: true, number });
      card.append(button);
    }
    const deny = make("button", "Deny", "no");
    deny.onclick = () => send(app, "answer", { id: question.id, approve: false, number: null });
    card.append(deny);
    return card;
  };

  const drawSide = (side, state) => {
    part(side, "set-up").hidden = state.enrolled;
    part(side, "log-in").hidden = !state.enrolled;
    side.querySelector('[data-do="enroll"]').hidden = Boolean(state.code);
    const picture = document.createElement("img");
    picture.alt = "Enrolment code";
    if (state.code) picture.src = new URL(state.code).pathname + new URL(state.code).search;
    part(side, "code").replaceChildren(...(state.code ? [picture] : []));
    part(side, "status").replaceChildren(...drawLogin(state));
  };

  const draw = ({ alex, sam }) => {
    sides.forEach((side) => drawSide(side, { alex, sam }[side.dataset.person]));
    at("scan").hidden = !alex.code;
    at("accounts").replaceChildren(...alex.accounts.map((account) => make("li", account)));
    at("questions").replaceChildren(...alex.questions.map(drawQuestion));
    // What a camera would read from the code beside it.
    at("open").href = sam.link ? `/phone${new URL(sam.link).hash}` : "/phone";
    at("open").textContent = sam.link ? "Open the code in the phone" : "Open the phone";
  };

  const refresh = async () => {
    const text = await (await fetch("/demo/state")).text();
    // Drawn only when something has changed, so that nothing moves under a pointer.
    if (text !== drawn) draw(JSON.parse(drawn = text));
  };

  for (const side of sides) {
    const { person } = side.dataset;
    side.querySelector('[data-do="enroll"]').onclick = () => send(side, "enroll", { person });
    for (const button of side.querySelectorAll("[data-login]")) {
      button.onclick = () => send(side, "login", { person, number_matching: button.dataset.login });
    }
  }
  at("scan").onclick = () => send(sides[0], "scan");
  refresh();
  setInterval(() => refresh().catch(() => {}), 400);
}
