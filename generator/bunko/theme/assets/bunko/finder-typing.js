// When typing asks: after a short rest; with an input method only what is written, not how it is spelt on the way.

/** Milliseconds of rest after a key, and during a composition. */
const REST = 90;
const COMPOSING_REST = 350;

// What stands in the field while one composes is often not what one means: half a syllable of romaji, pinyin, kana
// that are to become kanji. Han, katakana and Hangul are; on a screen keyboard, so are Latin words, which it composes too.
const WRITTEN = /^[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}ー・々\p{N}\p{P}\s]+$/u;
const WRITTEN_BY_TOUCH = /^[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Latin}ー・々\p{N}\p{P}\s]+$/u;

/** Calls `ask(tentative)` when the field's text is worth a search; tentative: the reader is still composing. */
export function listenToTyping(field, ask) {
  const written = matchMedia("(pointer: coarse)").matches ? WRITTEN_BY_TOUCH : WRITTEN;
  let timer = 0;
  const after = (rest, tentative) => {
    clearTimeout(timer);
    timer = setTimeout(ask, rest, tentative);
  };
  field.addEventListener("input", (event) => {
    if (!event.isComposing) after(REST, false);
    else if (event.data && written.test(event.data)) after(COMPOSING_REST, true);
    else clearTimeout(timer);
  });
  field.addEventListener("compositionend", () => after(0, false));
  field.addEventListener("keydown", (event) => {
    // Safari confirms a conversion with an Enter that comes after the composition, known by its code alone.
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
}
