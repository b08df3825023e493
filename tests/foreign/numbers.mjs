// What Google's own library makes of telephone numbers, as people type them: one line of each region and kind, in many spellings,
// and with mistakes. Prints [typed, E.164, kind] for each; without the last two where it is no telephone.
import google from "google-libphonenumber";

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = google;
const util = PhoneNumberUtil.getInstance();
const kinds = {
  [PhoneNumberType.MOBILE]: "mobile",
  [PhoneNumberType.FIXED_LINE]: "landline",
  [PhoneNumberType.FIXED_LINE_OR_MOBILE]: "either",
};

const wide = (text) => text.replace(/[0-9+]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

// The same numbers at every run.
let state = 1;
const chance = (below) => {
  state = (state * 48271) % 2147483647;
  return state % below;
};

const spellings = (region, number) => {
  const e164 = util.format(number, PhoneNumberFormat.E164);
  const international = util.format(number, PhoneNumberFormat.INTERNATIONAL);
  const code = `+${number.getCountryCode()}`;
  const national = e164.slice(code.length);
  const trunk = util.getNddPrefixForRegion(region, true) ?? "";
  const typed = [e164, international, wide(international), `${code} (${trunk}) ${national}`, `${code}${trunk}${national}`];
  typed.push(e164.slice(0, -1), `${e164}${chance(10)}`);
  for (let n = 0; n < 3; n++) {
    const at = code.length + chance(national.length);
    typed.push(e164.slice(0, at) + chance(10) + e164.slice(at + 1));
  }
  return typed;
};

const judge = (typed) => {
  try {
    const number = util.parse(typed);
    const kind = util.isValidNumber(number) ? kinds[util.getNumberType(number)] : undefined;
    return kind ? [typed, util.format(number, PhoneNumberFormat.E164), kind] : [typed];
  } catch {
    return [typed];
  }
};

const found = new Map();
for (const region of util.getSupportedRegions()) {
  for (const type of Object.values(PhoneNumberType)) {
    const example = type >= 0 ? util.getExampleNumberForType(region, type) : undefined;
    if (!example) continue;
    for (const typed of spellings(region, example)) found.set(typed, judge(typed));
  }
}
console.log(JSON.stringify([...found.values()]));
