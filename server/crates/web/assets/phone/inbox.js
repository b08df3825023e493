// The open questions of all accounts, each verified, the oldest first.

import { now } from "./server.js";
import { readChallenge } from "./statements.js";
import { watch } from "./watch.js";

/** How many accounts may hold a connection of their own; browsers open six to one server. */
const CONNECTIONS = 3;

export class Inbox {
  #onChange;
  #onRemoved;
  #control = new AbortController();
  #open = new Map();
  #verified = new Map();
  #decided = new Set();
  #states = new Map();

  /** `onChange` is called whenever questions or connections have changed, `onRemoved` with an account that has ended. */
  constructor(onChange, onRemoved) {
    this.#onChange = onChange;
    this.#onRemoved = onRemoved;
  }

  start(accounts) {
    this.stop();
    const { signal } = this.#control;
    accounts.filter(({ removedAt }) => !removedAt).forEach((account, index) => {
      const hasConnection = index < CONNECTIONS;
      const hear = (list) => this.#hear(account, list, signal);
      const tell = (state) => this.#tell(account, state);
      const drop = (removal) => this.#drop(account, removal);
      watch(account, { signal, hasConnection, hear, tell, drop });
    });
  }

  stop() {
    this.#control.abort();
    this.#control = new AbortController();
  }

  /** `online`, `offline`, `refused`, or undefined while it is not known. */
  state(account) {
    return this.#states.get(account.id);
  }

  /** What is asked now. */
  get challenges() {
    const open = [...this.#open.values()].flat().filter(({ jti, exp }) => exp > now() && !this.#decided.has(jti));
    return open.sort((a, b) => a.iat - b.iat);
  }

  /** Leaves out a question that was answered here, before the server does. */
  decided({ jti }) {
    this.#decided.add(jti);
  }

  #tell(account, state) {
    if (this.#states.get(account.id) === state) return;
    this.#states.set(account.id, state);
    this.#onChange();
  }

  /** Ends an account whose server has proven that it removed this device. */
  async #drop(account, removal) {
    const { believe } = await import("./enrollment.js");
    const ended = await believe(account, removal).catch(() => null);
    if (!ended) return false;
    this.#open.delete(account.id);
    this.#states.delete(account.id);
    this.#onRemoved(ended);
    return true;
  }

  async #hear(account, list, signal) {
    const read = await Promise.all(list.map((compact) => this.#verify(account, compact)));
    if (signal.aborted) return;
    this.#open.set(account.id, read.filter(Boolean));
    this.#onChange();
  }

  /** The question, or null for one that may not be asked. Server and network repeat the same bytes; they are read once. */
  #verify(account, compact) {
    if (!this.#verified.has(compact)) this.#verified.set(compact, this.#read(account, compact));
    return this.#verified.get(compact);
  }

  async #read(account, compact) {
    const attempt = async (known) => ({ ...(await readChallenge(compact, known, now())), account: known });
    try {
      return await attempt(account);
    } catch (error) {
      if (error.message !== "unknown key") return null;
      // The server may have a new key since. If that cannot be learnt now, the next time is soon enough.
      const refreshed = import("./enrollment.js").then(({ refresh }) => refresh(account));
      return refreshed.then(attempt).catch(() => { this.#verified.delete(compact); return null; });
    }
  }
}
