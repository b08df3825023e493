// Goes journeys with the SDK that login pages for ForgeRock AM are made with: one JSON command a line in, one JSON answer a line out.
import { createInterface } from "node:readline";
import { CallbackType, Config, FRAuth, FRQRCode, FRRecoveryCodes, SessionManager, StepType } from "@forgerock/javascript-sdk";

const { baseUrl, realmPath, language } = JSON.parse(process.argv[2]);

/** Node keeps no cookies; what a browser does with them. */
const cookies = new Map();
const bare = globalThis.fetch;
globalThis.fetch = async (url, init) => {
  const headers = new Headers(init.headers);
  if (cookies.size > 0) headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  if (language) headers.set("Accept-Language", language);
  const response = await bare(url, { ...init, headers });
  for (const cookie of response.headers.getSetCookie()) {
    const [pair] = cookie.split(";");
    const at = pair.indexOf("=");
    if (cookie.includes("Max-Age=0")) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return response;
};

Config.set({ serverConfig: { baseUrl, timeout: 20000 }, realmPath });

/** What a page of the SDK's makes of each callback. */
const read = {
  [CallbackType.NameCallback]: (one) => ({ prompt: one.getPrompt() }),
  [CallbackType.PasswordCallback]: (one) => ({ prompt: one.getPrompt() }),
  [CallbackType.ChoiceCallback]: (one) => ({ prompt: one.getPrompt(), choices: one.getChoices() }),
  [CallbackType.ConfirmationCallback]: (one) => ({ options: one.getOptions(), type: one.getOptionType() }),
  [CallbackType.TextOutputCallback]: (one) => ({ message: one.getMessage(), type: one.getMessageType() }),
  [CallbackType.PollingWaitCallback]: (one) => ({ message: one.getMessage(), wait: one.getWaitTime() }),
  [CallbackType.HiddenValueCallback]: (one) => ({ id: one.getOutputByName("id", ""), value: one.getOutputByName("value", "") }),
  [CallbackType.TermsAndConditionsCallback]: (one) => ({ version: one.getVersion(), terms: one.getTerms() }),
};

/** How a page of the SDK's answers. */
const fill = {
  name: (step, value) => step.getCallbackOfType(CallbackType.NameCallback).setName(value),
  password: (step, value) => step.getCallbackOfType(CallbackType.PasswordCallback).setPassword(value),
  choice: (step, value) => step.getCallbackOfType(CallbackType.ChoiceCallback).setChoiceValue(value),
  option: (step, value) => step.getCallbackOfType(CallbackType.ConfirmationCallback).setOptionValue(value),
  accept: (step, value) => step.getCallbackOfType(CallbackType.TermsAndConditionsCallback).setAccepted(value),
};

/** The steps so far, as they were sent. */
const steps = [];

function told(step) {
  switch (step.type) {
    case StepType.LoginSuccess:
      return { type: step.type, token: step.getSessionToken() ?? null, url: step.getSuccessUrl(), realm: step.getRealm() };
    case StepType.LoginFailure:
      return { type: step.type, code: step.getCode(), message: step.getMessage(), detail: step.getDetail() ?? null };
    default:
      steps.push(step);
      return {
        type: step.type,
        callbacks: step.callbacks.map((one) => [one.getType(), read[one.getType()](one)]),
        qr: FRQRCode.isQRCodeStep(step) ? FRQRCode.getQRCodeData(step) : null,
        codes: FRRecoveryCodes.isDisplayStep(step) ? FRRecoveryCodes.getCodes(step) : null,
      };
  }
}

const commands = {
  start: async (tree) => told(await FRAuth.start({ tree })),
  async next({ tree, step = steps.length - 1, ...answers }) {
    for (const [what, value] of Object.entries(answers)) fill[what](steps[step], value);
    return told(await FRAuth.next(steps[step], { tree }));
  },
  logout: async () => (await SessionManager.logout()).json(),
  cookies: () => Object.fromEntries(cookies),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [[command, parameters]] = Object.entries(JSON.parse(line));
  let answer;
  try {
    answer = { ok: await commands[command](parameters) };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
