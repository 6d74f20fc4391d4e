// Shards: posting lists as bits (bunko/search/shards.py writes them).

class Bits {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The next 32 bits. */
  peek() {
    const { bytes, at } = this;
    const i = at >> 3;
    const shift = at & 7;
    if (i > bytes.length) throw new RangeError("a shard ends too early");
    const word = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
    return shift ? (word << shift) | (bytes[i + 4] >> (8 - shift)) : word;
  }

  take(n) {
    if (!n) return 0;
    const value = this.peek() >>> (32 - n);
    this.at += n;
    return value;
  }

  gamma() {
    const zeros = Math.clz32(this.peek());
    this.at += zeros;
    return this.take(zeros + 1);
  }

  golomb(k) {
    return ((this.gamma() - 1) << k) | this.take(k);
  }

  rice(k) {
    const zeros = Math.clz32(this.peek());
    if (zeros >= 16) {
      this.at += 16;
      return this.take(24);
    }
    this.at += zeros + 1;
    return (zeros << k) | this.take(k);
  }
}

const parameter = (span, count) => Math.min(Math.max(31 - Math.clz32(Math.floor(span / count)), 0), 15);

const KANA = /^[\u3041-\u30ff]{2}/u;

/** A shard's bytes, of which only the blocks are read that may hold what is asked for. */
export class Shard {
  constructor(bytes, { width, bare, places }) {
    Object.assign(this, { bytes, width, bare, places, memory: new Map() });
    const bits = new Bits(bytes);
    const table = Array.from({ length: bits.take(16) }, () => ({ count: bits.take(6) + 1, length: bits.take(24) }));
    let start = bits.at;
    this.blocks = table.map(({ count, length }) => {
      const block = { count, start, first: spelled(readTerm(new Bits(bytes, start), [])) };
      start += length;
      return block;
    });
  }

  /**
   * The posting lists of `term`, or of all terms from `term` to `last`. Each has its `documents`, one for each place where
   * the term stands (`places` modulo 2^`bits`; null: unknown), and the documents that have it in their title, or in what
   * else weighs more.
   */
  lists(term, last = term) {
    const key = `${term}\n${last}`;
    if (!this.memory.has(key)) this.memory.set(key, this.read(term, last));
    return this.memory.get(key);
  }

  read(term, last) {
    const found = [];
    const next = this.blocks.findIndex(({ first }) => first > term);
    let number = Math.max((next < 0 ? this.blocks.length : next) - 1, 0);
    for (; number < this.blocks.length && this.blocks[number].first <= last; number++) {
      const { start, count } = this.blocks[number];
      const bits = new Bits(this.bytes, start);
      for (let left = count, units = []; left > 0; left--) {
        units = readTerm(bits, units);
        const name = spelled(units);
        if (name > last) return found;
        const list = readList(bits, this.width, this.bare, this.places[+KANA.test(name)]);
        if (name >= term) found.push(list);
      }
    }
    return found;
  }
}

const spelled = (units) => String.fromCharCode(...units);

function readTerm(bits, before) {
  let shared = 0;
  while (bits.take(1)) shared++;
  if (shared < 2) shared = 1 - shared;
  const length = bits.take(1) ? 2 : bits.gamma();
  const units = before.slice(0, shared);
  units.push((before[shared] ?? -1) + 1 + bits.golomb(5));
  while (units.length < length) units.push(bits.take(1) ? bits.take(16) : 97 + bits.take(5));
  return units;
}

function readList(bits, width, bare, placeBits) {
  const count = bits.gamma();
  const documents = new Uint32Array(count);
  const distinct = [(documents[0] = bits.take(width))];
  const k = count > 1 ? bits.take(4) : 0;
  for (let i = 1; i < count; i++) {
    const same = count > bare && bits.take(1);
    documents[i] = same ? documents[i - 1] : documents[i - 1] + 1 + bits.rice(k);
    if (!same) distinct.push(documents[i]);
  }
  let places = null;
  if (count > bare) {
    places = new Uint16Array(count);
    for (let i = 0; i < count; i++) places[i] = bits.take(placeBits);
  }
  const title = readSubset(bits, distinct);
  return { documents, places, bits: placeBits, title, strong: readSubset(bits, distinct) };
}

function readSubset(bits, documents) {
  const size = bits.gamma() - 1;
  if (size === documents.length) return documents;
  const found = [];
  const k = size && parameter(documents.length, size);
  for (let i = 0, place = -1; i < size; i++) found.push(documents[(place += 1 + bits.rice(k))]);
  return found;
}
