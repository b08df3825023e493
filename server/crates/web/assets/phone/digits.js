// Digits as people write, read and hear them.

/** What was typed, without spaces and with the digits of every script as ASCII digits. */
export const ascii = (typed) => typed.replace(/[\s-]/g, "").replace(/\p{Nd}/gu, (digit) => {
  // Scripts put their zero where the code point ends in 0 or in 6.
  const code = digit.codePointAt(0);
  const low = code & 0xf;
  return /\p{Nd}/u.test(String.fromCodePoint(code - low)) ? low : low - 6;
});

/** In groups of three, or of four where that comes out even. */
export const grouped = (digits) => digits.replace(digits.length % 4 ? /(...)(?=.)/g : /(....)(?=.)/g, "$1\u2009");

/** Seconds as minutes and seconds. */
export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** One by one. */
export const spoken = (digits) => [...digits].join(" ");
