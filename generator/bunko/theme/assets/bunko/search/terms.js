// The terms of a query: what bunko/search/terms.py puts into the index of a text.

const RUNS = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u{10ffff}";
const UNIT = new RegExp(`^(?=[\\p{L}\\p{N}])[\\p{Nd}${RUNS}]$`, "u");
const LETTER = new RegExp(`^(?![\\p{Nd}${RUNS}])[\\p{L}\\p{N}]$`, "u");
const WORD_LENGTH = 32;
const MOST = 6;
const COMMON = /^[\p{Nd}\u3041-\u309f ]+$/u;
export const LAST = "\uffff";

export const isLetter = (character) => LETTER.test(character ?? "");

/**
 * What must stand in a text that holds a folded string: `term` (or, with `last`, all from `term` to `last`) at `at`
 * characters after the string's start. Of a long string not all, but what tells most.
 */
export function termsOf(folded, prefix) {
  const characters = [...folded];
  const kinds = characters.map((c) => (UNIT.test(c) ? "unit" : isLetter(c) ? "letter" : ""));
  const found = [];
  for (let at = 0; at < characters.length; at++) {
    const more = at + 1 < characters.length;
    if (kinds[at] === "unit") {
      if (more) found.push({ term: characters[at] + (kinds[at + 1] === "unit" ? characters[at + 1] : " "), at });
      else if (kinds[at - 1] !== "unit") found.push({ term: characters[at], last: characters[at] + LAST, at });
    } else if (kinds[at] === "letter") {
      let end = at;
      while (kinds[end] === "letter") end++;
      const term = characters.slice(at, Math.min(end, at + WORD_LENGTH)).join("");
      const open = prefix && end === characters.length && end - at < WORD_LENGTH;
      found.push(open ? { term, last: term + LAST, at } : { term, at });
      at = end - 1;
    }
  }
  return chosen(found);
}

function chosen(found) {
  if (found.length <= 4) return found;
  const spread = found.filter((_, i) => i % 2 === 0 || i === found.length - 1);
  if (spread.length <= MOST) return spread;
  const telling = spread.filter(({ term }) => !COMMON.test(term));
  const pool = telling.length >= 4 ? telling : spread;
  const step = (pool.length - 1) / (MOST - 1);
  return pool.length <= MOST ? pool : Array.from({ length: MOST }, (_, i) => pool[Math.round(i * step)]);
}
