// A text cut to where the words of a query stand, with what matches marked.

import { places } from "./query.js";

const LENGTH = 120;
const LEAD = 24;
/** Stands before what is printed around a text (captions, date, tags): document.py's FACTS. */
const FACTS = "\f";

/** Where the words of a query stand in a text that was `mapped`: `[start, end]` in its own units, apart and in order. */
export function spansOf({ folded, starts, ends }, words) {
  const found = words.filter(({ without }) => !without).flatMap((word, index) =>
    places(word, folded, 1000).map(([from, to]) => [starts[from], ends[to - 1], index]),
  );
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart = [];
  for (const span of found) {
    const last = apart.at(-1);
    if (last && span[0] < last[1]) last[1] = Math.max(last[1], span[1]);
    else apart.push([...span]);
  }
  return apart;
}

/** The text from `from` to `to` as parts. */
export function partsOf(text, spans, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  const push = (end, match) => {
    if (end > at) parts.push({ text: text.slice(at, end).replace(/\s+/gu, " "), match });
    at = Math.max(at, end);
  };
  for (const [start, end] of spans) {
    if (end <= from || start >= to) continue;
    push(Math.max(start, from), false);
    push(Math.min(end, to), true);
  }
  push(to, false);
  return parts;
}

/** The part of a text with most of a query's words, from the start of a sentence where one is near. */
export function excerptOf(text, spans) {
  let best = 0;
  let most = -1;
  for (let i = 0; i < Math.min(spans.length, 200); i++) {
    const words = new Set();
    for (let j = i; j < spans.length && spans[j][1] <= spans[i][0] + LENGTH - LEAD; j++) words.add(spans[j][2]);
    if (words.size > most) [best, most] = [i, words.size];
  }
  const first = spans[best]?.[0] ?? 0;
  let from = Math.max(first - LEAD, 0);
  if (from) {
    const stop = Math.max(...["。", "！", "？", "\n"].map((mark) => text.lastIndexOf(mark, first - 1)));
    if (stop >= from - LEAD) from = stop + 1;
  }
  const facts = text.indexOf(FACTS, first);
  const end = facts < 0 ? text.length : facts;
  if (end - from < LENGTH) from = Math.max(Math.min(from, end - LENGTH), text.lastIndexOf(FACTS, first) + 1);
  const to = Math.min(from + LENGTH, end);
  const parts = partsOf(text, spans, whole(text, from), whole(text, to));
  if (from && parts.length) parts[0] = { ...parts[0], text: (parts[0].match ? "" : "…") + parts[0].text };
  if (to < end) parts.push({ text: "…", match: false });
  return parts;
}

/** A place that does not split a surrogate pair. */
const whole = (text, at) => (text.charCodeAt(at) >>> 10 === 0x37 && text.charCodeAt(at - 1) >>> 10 === 0x36 ? at - 1 : at);
