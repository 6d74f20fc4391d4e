// Arrow keys between the field and the results; each result stays a link, which Enter opens as it does any other.

/** @param field the search's field. @param place holds the results as `.bunko-found a`, and the button for more. */
export function moveByArrows(field, place) {
  const stops = () => [...place.querySelectorAll(".bunko-found a, .bunko-finder__list + button:not([hidden])")];
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || event.isComposing || event.keyCode === 229) return;
    const first = stops()[0];
    if (!first) return;
    event.preventDefault();
    first.focus();
  });
  place.addEventListener("keydown", (event) => {
    const all = stops();
    const here = all.indexOf(event.target);
    if (here < 0) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (plain && to !== undefined) {
      event.preventDefault();
      (all[to] ?? (to < 0 ? field : event.target)).focus();
    } else if (plain && (event.key === "Backspace" || ([...event.key].length === 1 && event.key !== " "))) {
      field.focus(); // the key goes on into the field
    }
  });
}
