// What is remembered of the search between visits.

import { recall, remember } from "./finder.js";

/** Whether the reader last searched this page's language alone (`here`), or all (`all`, also where nothing is known). */
export const recallScope = () => (recall("search.language") === "here" ? "here" : "all");
export const rememberScope = (scope) => remember("search.language", scope);

/** Whether "/" opens the search; who types by voice or switch can turn it off (WCAG 2.1.4). */
export const shortcutIsOn = () => recall("search.shortcut") !== "off";
export const turnShortcut = (on) => remember("search.shortcut", on ? "on" : "off");
