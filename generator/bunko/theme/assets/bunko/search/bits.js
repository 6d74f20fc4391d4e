// Shards: posting lists as bits (bunko/search/shards.py writes them).

class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
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

  mask() {
    if (!this.take(1)) return 1 << this.take(4);
    if (!this.take(1)) return (1 << this.take(4)) | (1 << this.take(4));
    if (!this.take(1)) return (1 << this.take(4)) | (1 << this.take(4)) | (1 << this.take(4));
    return this.take(16);
  }
}

const parameter = (span, count) => Math.min(Math.max(31 - Math.clz32(Math.floor(span / count)), 0), 15);

/** A shard's terms in order, each with its documents, their masks of places (null: unknown) and where it weighs more. */
export function readShard(bytes, width, bare) {
  const bits = new Bits(bytes);
  const terms = new Map();
  let units = [];
  for (let left = bits.take(24); left > 0; left--) {
    units = readTerm(bits, units);
    terms.set(String.fromCharCode(...units), readList(bits, width, bare));
  }
  return terms;
}

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

function readList(bits, width, bare) {
  const count = bits.gamma();
  const documents = new Uint32Array(count);
  documents[0] = bits.take(width);
  if (count > 1) {
    const k = bits.take(4);
    for (let i = 1; i < count; i++) documents[i] = documents[i - 1] + 1 + bits.rice(k);
  }
  let masks = null;
  if (count > bare) {
    masks = new Uint16Array(count);
    for (let i = 0; i < count; i++) masks[i] = bits.mask();
  }
  return { documents, masks, title: readSubset(bits, count), strong: readSubset(bits, count) };
}

function readSubset(bits, count) {
  const size = bits.gamma() - 1;
  const ordinals = new Uint32Array(size);
  const k = size && parameter(count, size);
  for (let i = 0, place = -1; i < size; i++) ordinals[i] = place += size === count ? 1 : 1 + bits.rice(k);
  return ordinals;
}
