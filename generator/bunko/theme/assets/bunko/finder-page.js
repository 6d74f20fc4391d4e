// The page of the search: what is asked stands in the address, so that it can be kept, sent, and gone back to.

import { loadWords } from "./finder-loading.js";
import { Panel } from "./finder-panel.js";
import { element } from "./finder-view.js";

export async function start(place) {
  const form = place.querySelector("form");
  const words = await loadWords(form.action);
  form.id = "bunko-finder-form";
  const body = element("div", { class: "bunko-finder-page__body" });
  place.append(body);
  const name = document.title;
  const panel = new Panel(form, body, words, (cause) => write(panel, cause));
  const wide = matchMedia("(min-width: 60em)");
  panel.filters.details.open = wide.matches;

  let typing = false; // what is typed in one go makes one step of the history
  const write = (panel, cause) => {
    const search = new URLSearchParams(panel.read()).toString();
    const address = `${location.pathname}${search && `?${search}`}`;
    const same = typing || address === location.pathname + location.search;
    typing = cause === "typed" && (typing || !same);
    history[same ? "replaceState" : "pushState"]({ shown: panel.shown }, "", address);
    dress();
  };
  const dress = () => {
    const asked = panel.read();
    const { q } = asked;
    document.title = q ? `${[...q].slice(0, 60).join("")} - ${name}` : name;
    document.querySelector(".bunko-browse").hidden = Boolean(q);
    for (const link of document.querySelectorAll(".bunko-switch a")) link.search = new URLSearchParams(asked).toString();
  };
  const read = async () => {
    typing = false;
    const asked = Object.fromEntries(new URLSearchParams(location.search));
    panel.field.value = asked.q ?? "";
    panel.filters.write(asked);
    if (!("q" in asked) && !asked.language) panel.filters.recall();
    dress();
    await panel.search({ limit: Math.max(10, Number(history.state?.shown) || 0) });
    if (history.state?.top) scrollTo(0, history.state.top);
  };

  addEventListener("popstate", read);
  form.addEventListener("input", dress); // at once: the other language may be chosen before there are results
  addEventListener("pagehide", () => history.replaceState({ ...history.state, top: scrollY }, ""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(panel, "chosen"); // now, whatever is asked next; then with the number of results
    panel.search().then((last) => last && write(panel, "chosen"));
  });
  if (!new URLSearchParams(location.search).has("q")) panel.field.focus();
  await read();
}
