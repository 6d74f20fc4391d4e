// The search at work, the same in the dialog and on the page: asks as one types, shows, says, and recovers.

import { Filters } from "./finder-filters.js";
import { listenToTyping } from "./finder-typing.js";
import { LONGEST, loadEngine, shortened } from "./finder-loading.js";
import { browse, element, items, nothing, ways } from "./finder-view.js";
import { moveByArrows } from "./finder-keys.js";

const PORTION = 10;
/** Milliseconds after the last change until the number of results is spoken. */
const SPEAK = 800;
/** Milliseconds of work after which it is said that work goes on. */
const PATIENCE = 300;
const FAILED = Symbol("failed");

const failure = () => (navigator.onLine ? "finder.failed" : "finder.offline");

export class Panel {
  #form;
  #words;
  #changed;
  #request = null;
  #facets = null;
  /** How many results were asked for so far. */
  #portions = 0;
  #speaking = 0;
  #again = null;

  /**
   * @param form the form with the field `q`; it has an id.
   * @param place where filters and results go.
   * @param words the words of the page's language.
   * @param changed told after each search that the reader caused: ("typed" | "chosen" | "more").
   */
  constructor(form, place, words, changed = () => {}) {
    this.#form = form;
    this.#words = words;
    this.#changed = changed;
    this.field = form.elements.q;
    const controls = element("div", { class: "bunko-finder__filters" });
    this.count = element("p", { class: "bunko-finder__count" });
    this.notice = element("div", { class: "bunko-finder__notice", role: "alert" });
    this.ways = element("ul", { class: "bunko-finder__ways" });
    this.list = element("ol", { class: "bunko-finder__list", "aria-label": words.say("finder.results") });
    this.more = element("button", { type: "button", class: "bunko-button", hidden: true });
    this.none = element("div", { class: "bunko-finder__none", hidden: true });
    this.status = element("p", { class: "bunko-hidden", role: "status" });
    place.append(controls, this.count, this.notice, this.ways, this.list, this.more, this.none, this.status);
    this.place = place;
    this.filters = new Filters(form, controls, words);
    controls.addEventListener("change", () => this.#asked("chosen"));
    this.more.addEventListener("click", () => this.#append());
    listenToTyping(this.field, (tentative) => this.#asked("typed", tentative));
    moveByArrows(this.field, place);
    addEventListener("online", () => this.#again?.());
  }

  /** What is asked: the query and what the filters say, as the address of the search's page has them. */
  read() {
    const q = this.field.value.trim();
    return { ...(q && { q }), ...this.filters.read() };
  }

  /** How many results stand in the list. */
  get shown() {
    return this.list.childElementCount;
  }

  /** Searches for what the form says, and shows the first `limit` results (`tentative`: if there are any); false where another search came first. */
  async search({ limit = PORTION, tentative = false } = {}) {
    const query = shortened(this.field.value);
    this.#form.classList.toggle("bunko-finder--asked", Boolean(query));
    if (!query) {
      this.#request?.abort();
      this.#clear();
      return true;
    }
    let standing = null;
    const first = (found) => this.#show((standing = found), query, limit);
    const found = await this.#ask(query, { limit, offset: 0, first }, () => this.search({ limit }));
    if (found === FAILED) this.#empty();
    if (!found?.results || (tentative && !found.total)) return found !== null;
    this.#facets = found.facets;
    this.filters.show(found.facets);
    if (!standing) this.#show(found, query, limit);
    else if (standing.total !== found.total) this.#tell(found);
    this.#showNothing(found, query);
    const told = found.total ? this.#words.say("finder.found", { count: this.#number(found) }) : this.none.firstChild?.textContent;
    if (!tentative) this.#speak(told ?? "");
    return true;
  }

  /** Shows results, the first of them perhaps before it is known which filters there are, and how many exactly were found. */
  #show(found, query, limit) {
    this.filters.details.hidden = false;
    this.#empty();
    this.ways.replaceChildren(...ways(found.ways ?? [], this.#words));
    this.#add(found, query, limit);
    this.#tell(found);
  }

  #tell(found) {
    this.count.textContent = found.total ? this.#words.say("finder.count", { count: this.#number(found) }) : "";
    if (this.#isLong()) this.count.append(" ", this.#words.say("finder.long", { count: LONGEST }));
    this.#offer(found);
  }

  /** How many were found, in words where that many were not all looked at. */
  #number({ total, about }) {
    return about ? this.#words.say("finder.about", { count: total }) : total;
  }

  async #asked(cause, tentative = false) {
    await this.search({ tentative });
    if (!tentative) this.#changed(cause);
  }

  async #append() {
    const query = shortened(this.field.value);
    const before = this.shown;
    const found = await this.#ask(query, { limit: PORTION, offset: this.#portions }, () => this.#append());
    if (!found?.results) return;
    this.#add(found, query, PORTION);
    this.list.children[before]?.querySelector("a").focus();
    this.#speak(this.#words.say("finder.added", { count: this.shown - before }));
    this.#changed("more");
  }

  /** What the engine finds; null where a later question came first; FAILED where it failed, which is then shown. */
  async #ask(query, options, again) {
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    const { signal } = request;
    const waiting = setTimeout(() => this.#wait(), PATIENCE);
    const answered = () => {
      clearTimeout(waiting);
      if (this.#request === request) this.place.removeAttribute("aria-busy");
    };
    // The first results answer this question, so they are no more dimmed as those of the one before.
    const first = options.first && ((found) => (answered(), options.first(found)));
    try {
      const { search } = await loadEngine();
      const found = await search(query, { ...this.#options(), ...options, first, signal });
      if (signal.aborted) return null;
      this.#warn(found.partial ? (found.total ? "finder.partial" : failure()) : null, again);
      return found;
    } catch {
      if (signal.aborted) return null;
      this.#warn(failure(), again);
      return FAILED;
    } finally {
      answered();
    }
  }

  #options() {
    return { sort: "relevance", ...this.filters.read(), locale: this.#words.lang };
  }

  #wait() {
    this.place.setAttribute("aria-busy", "true");
    if (!this.list.childElementCount) this.count.textContent = this.#words.say("finder.searching");
  }

  #warn(key, again) {
    this.notice.replaceChildren();
    this.#again = key && again;
    if (!key) return;
    const retry = element("button", { type: "button", class: "bunko-button" }, this.#words.say("finder.retry"));
    retry.addEventListener("click", () => {
      this.field.focus();
      again();
    });
    this.notice.append(element("p", {}, this.#words.say(key)), retry);
  }

  /** Adds what was found of the `limit` results that were asked for; what could not be read is less, what was dropped overlaps. */
  #add(found, query, limit) {
    const known = new Set([...this.list.querySelectorAll("a")].map(({ href }) => href));
    const made = items(found.results, this.#facets, query, this.#words, this.#portions);
    this.list.append(...made.filter((item) => !known.has(item.querySelector("a").href)));
    this.#portions += limit;
    this.#offer(found);
  }

  #offer({ total, about }) {
    const left = total - this.shown;
    this.more.hidden = left < 1 || this.#portions >= total;
    this.more.textContent = this.#words.say("finder.more", { count: this.#number({ total: left, about }) });
  }

  #showNothing({ total, help, partial }, query) {
    const shown = !total && !partial; // of what could not be read, nobody can say that it is not there
    this.none.hidden = !shown;
    this.none.replaceChildren();
    if (!shown) return;
    const ask = (fewer) => {
      this.field.value = fewer;
      this.field.focus();
      this.#asked("chosen");
    };
    const { sort, ...chosen } = this.filters.read();
    const unfilter = () => {
      this.filters.write(sort ? { sort } : {});
      this.field.focus();
      this.#asked("chosen");
    };
    const only = Object.keys(chosen).join();
    this.none.append(...nothing(query, help, this.#words, { ask, unfilter, only }), browse(this.#words));
  }

  #clear() {
    this.filters.show(null);
    this.#empty();
    this.#warn(null);
    this.#speak("");
  }

  #empty() {
    this.list.replaceChildren();
    this.ways.replaceChildren();
    this.#portions = 0;
    this.count.textContent = "";
    this.more.hidden = this.none.hidden = true;
  }

  #isLong() {
    return [...this.field.value.trim()].length > LONGEST;
  }

  #speak(text) {
    clearTimeout(this.#speaking);
    this.status.textContent = "";
    this.#speaking = setTimeout(() => {
      this.status.textContent = text;
    }, SPEAK);
  }
}
