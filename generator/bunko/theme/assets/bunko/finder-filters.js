// The filters with their counts: the language, which is remembered, and the tag, source, year and order.

import { recallScope, rememberScope } from "./finder-memory.js";
import { element } from "./finder-view.js";

const KINDS = ["tag", "source", "year"];
const NAMES = ["language", ...KINDS];
const LABELS = { tag: "finder.tag", source: "finder.source", year: "finder.year", sort: "finder.sort" };
const ORDERS = { relevance: "finder.sort.relevance", date: "finder.sort.date" };

/** Controls that belong to `form` wherever `place` stands; a change of any is a `change` event on `place`. */
export class Filters {
  #form;
  #place;
  #words;
  #counts = new Map();
  #selects = new Map();

  constructor(form, place, words) {
    this.#form = form;
    this.#place = place;
    this.#words = words;
    this.details = element("details", { class: "bunko-filters" }, element("summary", {}, words.say("finder.filters")), this.#choices());
    place.append(...[this.#languages(), this.details].filter(Boolean));
    place.addEventListener("change", (event) => {
      if (event.target.name === "language") this.#remember(event.target.value);
    });
  }

  /** What is chosen: `{language, tag, source, year, sort}`, without what is not; `sort` where it is not the usual one. */
  read() {
    const chosen = new FormData(this.#form);
    const said = NAMES.map((name) => [name, chosen.get(name)]).filter(([, value]) => value);
    const sort = chosen.get("sort") === "date" ? [["sort", "date"]] : [];
    return Object.fromEntries([...said, ...sort]);
  }

  /** Chooses what `values` (as of `read`) says, and nothing else. */
  write(values) {
    for (const [name, select] of this.#selects) {
      if (name !== "sort") setOptions(select, this.#optionsOf(name, [], values[name] ?? ""), values[name] ?? "");
    }
    this.#selects.get("sort").value = values.sort === "date" ? "date" : "relevance";
    this.#choose(values.language ?? "");
    if (KINDS.some((name) => values[name]) || values.sort === "date") this.details.open = true;
  }

  /** Chooses the language as the reader last did. */
  recall() {
    this.#choose(recallScope() === "here" ? this.#words.lang : "");
  }

  /** Writes counts of the last search to what can be chosen; without any (nothing was searched) there is no choice. */
  show(facets) {
    const chosen = this.read();
    this.details.hidden = !facets && Object.keys(chosen).every((name) => name === "language");
    const languages = new Map((facets?.language ?? []).map(({ value, count }) => [value, count]));
    for (const [folder, place] of this.#counts) {
      const all = [...languages.values()].reduce((sum, count) => sum + count, 0);
      place.textContent = facets ? String(folder ? (languages.get(folder) ?? 0) : all) : "";
    }
    for (const name of KINDS) {
      const values = facets?.[name] ?? [];
      const select = this.#selects.get(name);
      setOptions(select, this.#optionsOf(name, values, chosen[name] ?? ""), chosen[name] ?? "");
      select.parentElement.hidden = !chosen[name] && !values.length;
    }
  }

  #languages() {
    if (this.#words.languages.length < 2) return null;
    const all = { folder: "", name: this.#words.say("finder.language.all"), tag: null };
    const choice = ({ folder, name, tag }) => {
      const radio = element("input", { type: "radio", name: "language", value: folder, form: this.#form.id, checked: !folder });
      const count = element("span", { class: "bunko-count" });
      this.#counts.set(folder, count);
      return element("label", {}, radio, element("span", { lang: tag }, name), " ", count);
    };
    const legend = element("legend", { class: "bunko-hidden" }, this.#words.say("finder.language"));
    return element("fieldset", { class: "bunko-languages" }, legend, [all, ...this.#words.languages].map(choice));
  }

  #choices() {
    const select = (name, options) => {
      const made = element("select", { name, form: this.#form.id });
      this.#selects.set(name, made);
      setOptions(made, options, options[0][0]);
      return element("label", {}, element("span", {}, this.#words.say(LABELS[name])), made);
    };
    const orders = Object.entries(ORDERS).map(([sort, key]) => [sort, this.#words.say(key)]);
    const kinds = KINDS.map((name) => select(name, this.#optionsOf(name, [], "")));
    return element("div", { class: "bunko-filters__choices" }, kinds, select("sort", orders));
  }

  #optionsOf(name, values, chosen) {
    const options = values.map(({ value, title, count }) => [
      String(value),
      this.#words.say("finder.option", { title: String(title ?? value), count }),
    ]);
    if (chosen && !options.some(([value]) => value === chosen)) options.unshift([chosen, this.#titleOf(name, chosen)]);
    return [["", this.#words.say("finder.any")], ...options];
  }

  /** The title that a chosen value had when it was last seen, else the value. */
  #titleOf(name, value) {
    const seen = [...(this.#selects.get(name)?.options ?? [])].find((option) => option.value === value);
    return seen?.textContent ?? value;
  }

  #choose(folder) {
    const radios = [...this.#place.querySelectorAll("[name=language]")];
    const radio = radios.find(({ value }) => value === folder) ?? radios[0];
    if (radio) radio.checked = true;
  }

  #remember(folder) {
    if (folder === "" || folder === this.#words.lang) rememberScope(folder ? "here" : "all");
  }
}

function setOptions(select, options, chosen) {
  const standing = [...select.options].map(({ value, textContent }) => `${value}\n${textContent}`).join("\n\n");
  if (standing !== options.map(([value, text]) => `${value}\n${text}`).join("\n\n")) {
    select.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
  }
  select.value = chosen;
}
