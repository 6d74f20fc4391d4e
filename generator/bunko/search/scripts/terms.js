// The terms of a query: what bunko/search/terms.py puts into the index of a text.

const RUNS = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u{10ffff}";
const UNIT = new RegExp(`^(?=[\\p{L}\\p{N}])[\\p{Nd}${RUNS}]$`, "u");
const LETTER = new RegExp(`^(?![\\p{Nd}${RUNS}])[\\p{L}\\p{N}]$`, "u");
const WORD_LENGTH = 32;
const KANA = /^[\u3041-\u30ff]{2}/u;
const MOST = 6;
const ENOUGH = 4;
const LARGE = 8;
export const LAST = "\uffff";

export const isLetter = (character) => LETTER.test(character ?? "");

/**
 * What must stand in a text that holds a folded string: `term` (or, with `last`, all from `term` to `last`) at `at`
 * characters after the string's start.
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
  return found;
}

/**
 * Of a string's terms those that are asked for: together they hold each of its characters, in the fewest kilobytes. With
 * `sure`, where that leaves fewer than four (three of kana), the smallest others join. Of many the largest are left out.
 *
 * @param cost kilobytes to be loaded for a term.
 */
export function telling(elements, cost, sure) {
  if (elements.length <= 2) return elements;
  const costs = new Map(elements.map((element) => [element, cost(element) + 1]));
  const dear = (a, b) => costs.get(a) - costs.get(b);
  const taken = new Set(cover(elements, costs));
  if (sure) {
    const least = elements.every(({ term }) => KANA.test(term)) ? 3 : 4;
    const others = elements.filter((element) => !taken.has(element)).sort(dear);
    for (const element of others.slice(0, Math.max(least - taken.size, 0))) taken.add(element);
  }
  const largest = [...taken].sort(dear);
  while (largest.length > MOST || (largest.length > ENOUGH && costs.get(largest.at(-1)) > LARGE)) taken.delete(largest.pop());
  for (const element of elements) {
    if (taken.size > 2 && element.term.endsWith(" ") && costs.get(element) > LARGE) taken.delete(element); // of one character alone
  }
  return elements.filter((element) => taken.has(element));
}

const isPair = (element, at) => element?.at === at && element.term.length > 1 && !element.term.endsWith(" ");

/** The cheapest terms of which each begins no later than where the one before it ends. */
function cover(elements, costs) {
  const best = [];
  elements.forEach((element, i) => {
    const skips = isPair(elements[i - 1], element.at - 1) && isPair(elements[i - 2], element.at - 2);
    const before = [best[i - 1], skips && best[i - 2]].filter(Boolean).sort((a, b) => a.sum - b.sum)[0];
    best[i] = { sum: costs.get(element) + (before?.sum ?? 0), element, before };
  });
  const found = [];
  for (let last = best.at(-1); last; last = last.before) found.push(last.element);
  return found;
}
