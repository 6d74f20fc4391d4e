// What is fetched when the search is first used: the words that it speaks, and the engine.

/** The site's root, under whatever path it lies. */
export const root = new URL("../../", import.meta.url);

/** The longest query that is looked for, in characters; far more than any headline. */
export const LONGEST = 200;

let engine;
let attempts = 0;
const tables = new Map();

/** The module `search.js`; after a failure it is asked for anew, past the browser's memory of the failure. */
export function loadEngine() {
  const address = attempts ? `./search.js?attempt=${attempts}` : "./search.js";
  engine ??= import(address).catch((error) => {
    engine = undefined;
    attempts += 1;
    throw error;
  });
  return engine;
}

/** The words of the language whose page of the search has the address `search`. */
export function loadWords(search) {
  const address = new URL("words.json", search).href;
  if (!tables.has(address)) {
    const loaded = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return new Words(await answer.json());
    });
    tables.set(address, loaded);
    loaded.catch(() => tables.delete(address));
  }
  return tables.get(address);
}

class Words {
  #strings;

  constructor({ lang, languages, strings }) {
    /** The folder of the page's language; and every language of the site: `{folder, name, tag}`. */
    this.lang = lang;
    this.languages = languages;
    this.#strings = strings;
  }

  /** The string `key`, with each `{name}` replaced by its value. */
  say(key, values = {}) {
    return (this.#strings[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
  }

  /** A day to show, of an ISO 8601 date or instant in its own zone; nothing where it is none. */
  day(instant) {
    const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(instant ?? "");
    if (!found) return "";
    const [year, month, day] = found.slice(1).map(Number);
    return this.say("date.day", { year, month, day, month_name: this.say(`date.month.${month}`) });
  }

  /** The name of a language by its BCP 47 tag. */
  languageName(tag) {
    const [primary] = tag.split("-");
    return this.#strings[`language.${tag}`] ?? this.#strings[`language.${primary}`] ?? tag;
  }
}

/** A text without halves of characters, which no address can carry. */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\uFFFD");

/** What of a query is looked for. */
export function shortened(query) {
  const characters = [...wellFormed(query.trim())];
  return characters.length > LONGEST ? characters.slice(0, LONGEST).join("") : characters.join("");
}
