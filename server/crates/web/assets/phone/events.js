// Reads server-sent events from a text that comes in pieces (HTML standard, section 9.2.6). EventSource itself cannot send
// the header that shows who asks.

export class EventParser {
  #rest = "";
  #type = "";
  #data = [];

  /** The events that `chunk` completes, as `{ type, data }`. */
  push(chunk) {
    // A carriage return at the very end may be half of a line end: it waits for what follows.
    const text = this.#rest + chunk;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    return lines.map((line) => this.#line(line)).filter(Boolean);
  }

  #line(line) {
    if (line === "") return this.#dispatch();
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
    if (field === "event") this.#type = value ?? "";
    if (field === "data") this.#data.push(value ?? "");
    // A line that starts with a colon is a comment; ids and retry times are not needed here.
    return null;
  }

  #dispatch() {
    const event = this.#data.length ? { type: this.#type || "message", data: this.#data.join("\n") } : null;
    this.#type = "";
    this.#data = [];
    return event;
  }
}
