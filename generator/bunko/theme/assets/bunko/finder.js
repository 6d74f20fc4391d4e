// The entrance to the search, on every page: opens the dialog by a click, "/" or Ctrl+K (⌘K), and leads to the rest,
// which is loaded only when it is used. Without this script the control is a link to the page of the search.

const root = new URL("../../", import.meta.url);
const control = document.querySelector(".bunko-search");
const dialog = document.getElementById(control?.dataset.bunkoOpens ?? "");
const page = document.querySelector(".bunko-finder-page");
const field = (dialog ?? page)?.querySelector("[name=q]");
/** Modules that the search is made of, beside its entrances: asked for together, not one after the other. */
const PARTS = ["filters", "keys", "loading", "memory", "panel", "typing", "view"];
let inside;
let styled;

/** What the browser kept for the reader under a name; null where it keeps nothing. */
export function recall(name) {
  try {
    return localStorage.getItem(`${root.pathname}bunko.${name}`);
  } catch {
    return null;
  }
}

/** Keeps `value` under a name for later visits, where the browser lets us. */
export function remember(name, value) {
  try {
    localStorage.setItem(`${root.pathname}bunko.${name}`, value);
  } catch {
    // Blocked or full: nothing is remembered, and all works as at the first visit.
  }
}

/** Resolves when the search's own style sheet is there, or cannot be had: the search works without it. */
export function styleSheet() {
  const address = new URL("assets/bunko/finder.css", root).href;
  if ([...document.styleSheets].some(({ href }) => href === address)) return Promise.resolve();
  styled ??= new Promise((resolve) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
  return styled;
}

/** Shows the field at once, so that no key typed now is lost, and loads what stands around it. */
function open() {
  if (page) {
    field.focus();
    field.select();
    return;
  }
  if (!dialog.open) dialog.showModal();
  field.focus();
  field.select();
  inside ??= load(dialog, () => import("./finder-dialog.js"));
}

/** The module that `get` imports starts on `place`; where it cannot, that is said, and another attempt is free. */
async function load(place, get) {
  const failed = place.querySelector(".bunko-finder__failed");
  failed.hidden = true;
  import("./search.js").then(({ prepare }) => prepare()).catch(() => {}); // beside the rest; said when something is asked
  styleSheet();
  preload();
  try {
    const { start } = await get();
    await start(place);
  } catch {
    inside = undefined;
    failed.hidden = false;
  }
}

function preload() {
  const links = PARTS.map((part) => Object.assign(document.createElement("link"), {
    rel: "modulepreload",
    href: new URL(`assets/bunko/finder-${part}.js`, root).href,
  }));
  document.head.append(...links);
}

const slashIsOn = () => recall("search.shortcut") !== "off";

function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select"));
}

function asks(event) {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    const mac = navigator.platform.startsWith("Mac");
    return event.key.toLowerCase() === "k" && !event.shiftKey && event.metaKey === mac && event.ctrlKey !== mac;
  }
  const slash = event.key === "/" || event.key === "／";
  return slash && slashIsOn() && !isTyping(event.target) && !document.querySelector("dialog[open]");
}

function isOutside({ clientX: x, clientY: y }, { left, right, top, bottom }) {
  return x < left || x > right || y < top || y > bottom;
}

if (field) {
  control.setAttribute("aria-keyshortcuts", slashIsOn() ? "/ Control+K" : "Control+K");
  control.querySelector("kbd").hidden = !slashIsOn();
  document.addEventListener("keydown", (event) => {
    if (!asks(event)) return;
    event.preventDefault();
    open();
  });
  control.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}
if (dialog) {
  control.setAttribute("aria-haspopup", "dialog");
  dialog.querySelector("[value=close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && isOutside(event, dialog.getBoundingClientRect())) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault(); // some browsers would empty the field instead
    dialog.close();
  });
}
if (page) {
  page.hidden = false;
  load(page, () => import("./finder-page.js"));
} else if (control && new URLSearchParams(location.search).get("h")) {
  import("./finder-marks.js").then(({ start }) => start(document.querySelector(".bunko-main"))).catch(() => {});
}
