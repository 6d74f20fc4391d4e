// What a person typed: words that must stand in a text, each with the other ways in which it may be written.

import { dateOf, printed } from "./dates.js";
import { isLetter, termsOf } from "./terms.js";

const LONGEST = 240;
const MOST_WORDS = 12;
const MOST_FORMS = 12;
const TOKEN = /([-－−])?(?:["“”＂]([^"“”＂]*)["“”＂]?|「([^」]*)」?|『([^』]*)』?|([^\s"“”＂「『]+))/gu;
const BREAK = /[、。…・]{2,}|[、。！？!?；;（）()【】《》〈〉〔〕［］[\]{}｛｝|｜」』]+/gu;
const EDGE = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#%＋＃％]+$/gu;
const KATAKANA = "[ァ-ヺー]";

/** Words of a query: `{ text, exact, without, forms: [{ folded, terms }] }`; `text` as typed. */
export function parse(query, store) {
  const typed = [...String(query ?? "").replace(/\p{Surrogate}/gu, "\ufffd")].slice(0, LONGEST).join("");
  const words = [];
  for (const [, minus, a, b, c, bare] of typed.matchAll(TOKEN)) {
    const quoted = a ?? b ?? c;
    for (const text of quoted === undefined ? pieces(bare) : [quoted]) {
      const word = read(text, quoted !== undefined, Boolean(minus), store);
      if (word.forms.length && words.length < MOST_WORDS) words.push(word);
    }
  }
  return words;
}

function pieces(token) {
  const parts = token.split(BREAK).flatMap((part) => part.split(/[,，](?!\d)/u));
  return parts.map((part) => part.replace(EDGE, "")).filter(Boolean);
}

function read(text, exact, without, store) {
  const folded = store.folding.fold(text).replace(/\s+/gu, " ").trim();
  const variants = exact || !folded ? [folded] : [...variantsOf(folded, store)].slice(0, MOST_FORMS);
  const forms = variants.map((form) => ({ folded: form, terms: termsOf(form, !exact), exact }));
  return { text, exact, without, forms: forms.filter((form) => form.terms.length) };
}

/** The ways to write a folded word: long vowels at the end of katakana, ヴ, kana of the other kind, 々, dates, other names. */
function variantsOf(folded, store) {
  const found = new Set([folded]);
  const add = (text) => found.add(text);
  add(folded.replace(new RegExp(`([ァ-ヺ]${KATAKANA}{2,})ー(?!${KATAKANA})`, "gu"), "$1"));
  add(folded.replace(new RegExp(`([ァ-ヺ]${KATAKANA}+[ァ-ヺ])(?!${KATAKANA}|$)`, "gu"), "$1ー"));
  add(folded.replace(/ヴ([ァィェォ])/gu, (_, vowel) => "バビベボ"["ァィェォ".indexOf(vowel)]).replace(/ヴ/gu, "ブ"));
  const labials = folded.match(/[バビベボ]/gu);
  if (labials?.length === 1 && /^[ァ-ヺー]{3,}$/u.test(folded)) {
    add(folded.replace(/[バビベボ]/u, (c) => ({ バ: "ヴァ", ビ: "ヴィ", ベ: "ヴェ", ボ: "ヴォ" })[c]));
  }
  if (/^[ぁ-ゖー]{3,}$/u.test(folded)) add(shifted(folded, 0x60));
  if (/^[ァ-ヶ]{4,}$/u.test(folded)) add(shifted(folded, -0x60)); // べると stands in 食べると
  add(folded.replace(/(\p{Script=Han})々/gu, "$1$1"));
  add(folded.replace(/(?!々)(\p{Script=Han})\1/gu, "$1々"));
  const date = dateOf(folded);
  if (date) add(store.folding.fold(printed(date)));
  for (const label of [...found].flatMap((text) => store.labels.get(text) ?? [])) {
    if ([...label].length > 1) add(label); // 月 for 月面 would find every date
  }
  return found;
}

const shifted = (text, by) => text.replace(/[^ー]/gu, (c) => String.fromCharCode(c.charCodeAt(0) + by));

/** Where the forms of a word stand in a folded text: `[start, end]` of each, in order. A word of an alphabet starts where it starts. */
export function places({ forms }, folded, most = Infinity) {
  const found = [];
  for (const { folded: form, exact } of forms) {
    const characters = [...form];
    const starts = isLetter(characters[0]);
    const ends = exact && isLetter(characters.at(-1));
    for (let at = folded.indexOf(form); at >= 0 && found.length < most; at = folded.indexOf(form, at + 1)) {
      const end = at + form.length;
      if (starts && isLetter(before(folded, at))) continue;
      if (ends && isLetter(String.fromCodePoint(folded.codePointAt(end) ?? 32))) continue;
      found.push([at, end]);
    }
  }
  return forms.length > 1 ? found.sort((a, b) => a[0] - b[0] || b[1] - a[1]) : found;
}

const before = (text, at) => [...text.slice(Math.max(at - 2, 0), at)].at(-1);
