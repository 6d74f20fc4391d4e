// On a page that was opened from the search: marks the words that were searched, and leads from one to the next.

import { loadEngine, loadWords, shortened } from "./finder-loading.js";
import { element } from "./finder-view.js";

const BLOCKS = "p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, figcaption, pre, summary, caption, blockquote, div";
/** What is no text of the page itself. */
const ASIDE = ".bunko-block, .bunko-notice, .bunko-facts, .bunko-sample, nav, form, script, style, button, rt";
const MOST = 2000;

/** Marks what `?h=` asks for in the text of `place`, and scrolls to the first mark where the address names no other place. */
export async function start(place) {
  const query = shortened(new URLSearchParams(location.search).get("h"));
  const search = document.querySelector("[data-bunko-opens]")?.href;
  if (!place || !search || !query) return;
  const [words, { prepare, spans }] = await Promise.all([loadWords(search), loadEngine()]);
  await prepare().catch(() => {}); // then the words are marked as they are written alone, without their variants
  const matches = [];
  for (const nodes of blocks(place)) {
    const text = nodes.map((node) => node.data).join("");
    const found = spans(text, query).slice(0, MOST - matches.length);
    matches.push(...found.reverse().map((span) => mark(nodes, span)).reverse()); // from the end: what is before stays in place
  }
  const bar = new Bar(words, query, matches.filter((marks) => marks.length));
  document.getElementById("bunko-content").after(bar.element);
  if (!location.hash && arrives()) bar.show(0, "instant");
}

/** Whether the page is opened anew: going back and reloading bring the reader to where he was. */
const arrives = () => performance.getEntriesByType("navigation")[0]?.type === "navigate";

/** The text nodes of each block of text, in order. */
function blocks(place) {
  const found = new Map();
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(ASIDE)) continue;
    const block = node.parentElement.closest(BLOCKS);
    if (!found.has(block)) found.set(block, []);
    found.get(block).push(node);
  }
  return found.values();
}

/** Marks `[start, end]` of the text that `nodes` make together; gives the elements, several where it crosses others. */
function mark(nodes, [start, end]) {
  const made = [];
  let position = 0;
  for (const node of nodes) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, node.length);
    position += node.length;
    if (from >= to) continue;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const wrapped = element("mark", { class: "bunko-mark" });
    range.surroundContents(wrapped);
    made.push(wrapped);
  }
  return made;
}

class Bar {
  #matches;
  #words;
  #query;
  #current = 0;

  constructor(words, query, matches) {
    this.#words = words;
    this.#query = query;
    this.#matches = matches;
    this.position = element("span", { role: "status" });
    const button = (key, icon, act) => {
      const made = element("button", { type: "button", "aria-label": words.say(key), title: words.say(key) }, element("span", { "aria-hidden": "true" }, icon));
      made.addEventListener("click", act);
      return made;
    };
    const step = (by) => () => this.show(this.#current + by);
    const steps = matches.length > 1 ? [button("finder.marks.previous", "↑", step(-1)), button("finder.marks.next", "↓", step(1))] : [];
    this.element = element(
      "div",
      { class: "bunko-marks", role: "region", "aria-label": words.say("finder.marks") },
      matches.length ? element("span", { class: "bunko-marks__query" }, query) : null,
      this.position,
      steps,
      button("finder.marks.clear", "×", () => this.#clear()),
    );
    this.#tell();
  }

  /** Brings the match `number` (round and round) into view. */
  show(number, behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth") {
    if (!this.#matches.length) return;
    this.#each((mark) => mark.removeAttribute("data-current"));
    this.#current = (number + this.#matches.length) % this.#matches.length;
    const marks = this.#matches[this.#current];
    for (const one of marks) one.setAttribute("data-current", "");
    marks[0].scrollIntoView({ block: "center", behavior });
    this.#tell();
  }

  #tell() {
    const count = this.#matches.length;
    this.position.textContent = count
      ? this.#words.say("finder.marks.position", { number: this.#current + 1, count })
      : this.#words.say("finder.marks.none", { query: [...this.#query].slice(0, 40).join("") });
  }

  #each(act) {
    for (const marks of this.#matches) marks.forEach(act);
  }

  /** Takes all marks away, from the address too, and leaves the keyboard where the text is read. */
  #clear() {
    const block = this.#matches[this.#current]?.[0].closest(BLOCKS) ?? document.getElementById("bunko-content");
    this.#each((mark) => {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    });
    this.element.remove();
    const address = new URL(location);
    address.searchParams.delete("h");
    history.replaceState(history.state, "", address);
    block.setAttribute("tabindex", "-1");
    block.focus({ preventScroll: true });
  }
}
