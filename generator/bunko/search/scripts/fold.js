// A text as it is matched: NFKC, without case, variants of a character in one form (bunko/search/terms.py has the same).

/** What may melt into the character before it. */
const TAIL = "\\p{M}\\u1100-\\u11ff\\u3130-\\u318f\\ua960-\\ua97f\\ud7b0-\\ud7ff\\uff9e-\\uffdc";
/** Characters that NFKC leaves alone, each folded to one: ASCII, kana, the common Han characters. */
const SIMPLE = "\\x20-\\x7e\\u3001\\u3002\\u300c-\\u300f\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc\\u4e00-\\u9fff";
const PIECES = new RegExp(`([${SIMPLE}]+)(?![${TAIL}])|[^][${TAIL}]*`, "gu");
const CASED = /[\u00df-\u1fff]/g;
const CHEROKEE = /[\uab70-\uabbf\u13f8-\u13fd]/g;

/** Full case folding (Unicode, C + F), of which scripts have only the half. */
function casefold(text) {
  const lower = text.toLowerCase();
  return lower
    .replace(CASED, (c) => (c === "ı" || (c >= "\u13a0" && c <= "\u13fd") ? c : c.toUpperCase().toLowerCase()))
    .replace(CHEROKEE, (c) => String.fromCharCode(c.charCodeAt(0) - (c > "\uab00" ? 0x97d0 : 8)));
}

const plain = (text) => casefold(text.normalize("NFKC")).normalize("NFKC");

/** Folds texts by a site's table: variants to their forms. */
export class Folding {
  constructor(forms = new Map()) {
    this.forms = forms;
    this.pieces = new Map();
  }

  fold(text) {
    let folded = "";
    for (const character of plain(text)) folded += this.forms.get(character) ?? character;
    return folded;
  }

  /** The folded text, and for each of its units where the piece that it came from starts and ends. */
  mapped(text) {
    let folded = "";
    const starts = [];
    const ends = [];
    for (const { 0: piece, 1: simple, index } of text.matchAll(PIECES)) {
      if (simple) {
        const lower = simple.toLowerCase();
        for (let i = 0; i < lower.length; i++) {
          const form = this.forms.get(lower[i]) ?? lower[i];
          folded += form;
          for (let unit = 0; unit < form.length; unit++) {
            starts.push(index + i);
            ends.push(index + i + 1);
          }
        }
        continue;
      }
      let form = this.pieces.get(piece);
      if (form === undefined) {
        form = this.fold(piece);
        if (this.pieces.size < 20000) this.pieces.set(piece, form);
      }
      folded += form;
      for (let i = 0; i < form.length; i++) {
        starts.push(index);
        ends.push(index + piece.length);
      }
    }
    return { folded, starts, ends };
  }
}
