// Dates as they are typed: of the common calendar and of eras, in one form each.

const PRINTED = /^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$/u;
const NUMERIC = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2}))$/u;
const ERA = /^(明治|大正|昭和|平成|令和|民国|民國|[mtshr])(元|\d{1,3})(?:年(?:(\d{1,2})月(?:(\d{1,2})日)?)?|\.(\d{1,2})\.(\d{1,2}))$/u;
/** The year before the first of each era. */
const BEFORE = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018, 民国: 1911, 民國: 1911, m: 1867, t: 1911, s: 1925, h: 1988, r: 2018 };

/** Year, month and day of a folded text that is a date (the latter two may lack), of an era too; null where it is none. */
export function dateOf(folded) {
  const plain = folded.match(PRINTED) ?? folded.match(NUMERIC);
  const era = plain ? null : folded.match(ERA);
  if (!plain && !era) return null;
  const [year, ...rest] = plain ? plain.slice(1) : [BEFORE[era[1]] + (era[2] === "元" ? 1 : Number(era[2])), ...era.slice(3)];
  const [month, day] = rest.filter(Boolean).map(Number);
  return month > 12 || day > 31 ? null : [Number(year), month, day];
}

/** A date as texts print it. */
export const printed = ([year, month, day]) => `${year}年${month ? `${month}月` : ""}${day ? `${day}日` : ""}`;
