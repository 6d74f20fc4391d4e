// The search in a dialog over any page.

import { styleSheet } from "./finder.js";
import { loadWords } from "./finder-loading.js";
import { shortcutIsOn, turnShortcut } from "./finder-memory.js";
import { Panel } from "./finder-panel.js";
import { element } from "./finder-view.js";

/** Fills the dialog, whose form is already there and may have been typed into. */
export async function start(dialog) {
  const form = dialog.querySelector("form");
  const [words] = await Promise.all([loadWords(form.action), styleSheet()]);
  form.id = "bunko-finder-form";
  const body = element("div", { class: "bunko-dialog__body" });
  const all = element("a", { class: "bunko-button bunko-dialog__all", href: form.action, hidden: true }, words.say("finder.submit"));
  const foot = element("div", { class: "bunko-dialog__foot" }, all, shortcut(words));
  const offerAll = () => {
    all.hidden = !panel.shown;
    all.href = addressOf(form.action, panel.read());
  };
  const panel = new Panel(form, body, words, offerAll);
  dialog.append(body, foot);
  panel.filters.recall();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (panel.field.value.trim()) location.assign(addressOf(form.action, panel.read()));
  });
  await panel.search();
  offerAll();
}

/** The address of the search's page that shows what is asked. */
export function addressOf(page, asked) {
  const address = new URL(page);
  address.search = new URLSearchParams(asked).toString();
  return address.href;
}

function shortcut(words) {
  const box = element("input", { type: "checkbox", checked: shortcutIsOn() });
  box.addEventListener("change", () => turnShortcut(box.checked));
  return element("label", { class: "bunko-dialog__shortcut" }, box, words.say("finder.shortcut"));
}
