// What the search shows, as elements: every text becomes a text node, and no address leads out of the site.

import { root } from "./finder-loading.js";

/** An element with attributes (null and false leave one out) and children: elements, or text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** The address of a page of this site; null for what leads elsewhere. */
export function addressOf(url) {
  const address = new URL(url, root);
  return address.origin === root.origin && address.pathname.startsWith(root.pathname) ? address : null;
}

/** Text whose matches are marked. */
const marked = (parts) => parts.map(({ text, match }) => (match ? element("mark", {}, text) : text));

/** The results as items of a list, numbered on from `first`. */
export function items(results, facets, query, words, first) {
  const sources = new Map((facets?.source ?? []).map(({ value, title }) => [value, title]));
  return results.map((result, index) => item(result, sources, query, words, first + index)).filter(Boolean);
}

function item(result, sources, query, words, number) {
  const address = addressOf(result.url);
  if (!address) return null;
  address.searchParams.set("h", query);
  const folder = address.pathname.slice(root.pathname.length).split("/")[0];
  const day = words.day(result.date);
  const source = sources.get(result.source);
  const facts = element(
    "p",
    { class: "bunko-entry__facts", id: `bunko-found-${number}` },
    folder === words.lang ? null : element("span", { class: "bunko-badge" }, words.languageName(result.language ?? folder)),
    day && element("time", { datetime: result.date }, day),
    source ? element("span", {}, source) : result.source && element("span", { lang: result.language }, result.source),
  );
  const title = result.titleParts?.length ? marked(result.titleParts) : result.title;
  const link = { class: "bunko-entry__title", href: address.href, lang: result.language, "aria-describedby": facts.id };
  return element(
    "li",
    { class: "bunko-found" },
    element("a", link, title),
    result.excerpt?.length ? element("p", { class: "bunko-found__excerpt", lang: result.language }, marked(result.excerpt)) : null,
    facts,
  );
}

/** Lists that a query names, as links: of a day's month, of a publisher. */
export function ways(found, words) {
  const shown = found.map(({ kind, title, url }) => [words.say(`finder.way.${kind}`, { title }), addressOf(url)]);
  return shown.filter(([, address]) => address).map(([text, address]) => element("li", {}, element("a", { href: address.href }, text)));
}

/** Forms of a query's words that a reader takes for others: width, capitals, long vowels or the form of a Han character are none. */
function others(forms, query) {
  const characters = (word) => [...word.replaceAll("ー", "")];
  const typed = query.normalize("NFKC").toLowerCase().split(/[\s"“”「」『』]+/u).map(characters);
  const alike = (one, other) => one === other || (/\p{Script=Han}/u.test(one) && /\p{Script=Han}/u.test(other));
  const same = (form) => typed.some((word) => word.length === form.length && form.every((character, i) => alike(character, word[i])));
  return forms.filter((form) => !same(characters(form)));
}

/**
 * What helps where nothing was found: what else was looked for, fewer words, no filters, tags that fit.
 *
 * @param help as the engine gives it: `{tried, tags, without}`.
 * @param ask called with a query to ask instead. @param unfilter called to ask without filters.
 */
export function nothing(query, help, words, { ask, unfilter, only }) {
  const tried = others(help?.tried ?? [], query);
  const offers = (help?.without ?? []).filter(({ total }) => total).sort((one, other) => other.total - one.total);
  const unfiltered = offers.find(({ filters }) => filters === false);
  const without = offers.filter(({ filters }) => filters !== false);
  const tags = help?.tags ?? [];
  const shown = [...query].length > 40 ? `${[...query].slice(0, 40).join("")}…` : query;
  const free = () => {
    const key = only === "language" ? "finder.none.language" : "finder.none.filters";
    const button = element("button", { type: "button", class: "bunko-button" }, words.say(key, { count: unfiltered.total }));
    button.addEventListener("click", unfilter);
    return element("p", {}, button);
  };
  const again = ({ query: fewer, total }) => {
    const button = element("button", { type: "button", class: "bunko-link" }, words.say("finder.option", { title: fewer, count: total }));
    button.addEventListener("click", () => ask(fewer));
    return element("li", {}, button);
  };
  const links = tags.map(({ title, url }) => [title, addressOf(url)]).filter(([, address]) => address);
  return [
    element("p", { class: "bunko-none" }, words.say("finder.none", { query: shown })),
    tried.length ? element("p", { class: "bunko-none__tried" }, words.say("finder.none.tried"), " ", tried.flatMap((form, index) => [index ? " " : "", element("span", {}, form)])) : null,
    unfiltered ? free() : null,
    section(words.say("finder.none.without"), without.map(again)),
    section(words.say("finder.none.tags"), links.map(([title, address]) => element("li", {}, element("a", { href: address.href }, title)))),
  ].filter(Boolean);
}

function section(title, entries) {
  if (!entries.length) return null;
  return element("div", { class: "bunko-none__way" }, element("h2", {}, title), element("ul", {}, entries));
}

/** The lists that lead to every article. */
export function browse(words) {
  const entry = (name) => element("li", {}, element("a", { href: new URL(`${words.lang}/${name}/`, root).href }, words.say(`nav.${name}`)));
  return section(words.say("finder.none.browse"), ["articles", "tags", "sources"].map(entry));
}
