// The index's files: fetched once, checked, kept.

import { Shard } from "./bits.js";
import { Folding } from "./fold.js";

const FORMAT = 2;
const PAUSE = 200;
const CORE = "core.bin";

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let i = 0; i < 8; i++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

function crc32(bytes) {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const hex = (number) => number.toString(16).padStart(8, "0");
const numberAt = (bytes, at) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes of a file below the index, read by `read`; asked for once more where that fails. */
async function load(root, path, read, options = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await fetch(root + path, attempt ? { cache: "reload" } : options);
      if (!answer.ok) throw new Error(`${path}: status ${answer.status}`);
      return await read(new Uint8Array(await answer.arrayBuffer()), path);
    } catch (error) {
      if (attempt) throw error;
      await new Promise((go) => setTimeout(go, PAUSE));
    }
  }
}

function checked(crc, bytes, path) {
  if (crc32(bytes) !== crc) throw new Error(`${path}: damaged`);
  return bytes;
}

/** Reads numbers of seven bits a byte, the lowest first, and whole columns of bytes. */
class Columns {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  take(count) {
    return this.bytes.subarray(this.at, (this.at += count));
  }

  head() {
    const length = numberAt(this.take(4), 0);
    return JSON.parse(new TextDecoder().decode(this.take(length)));
  }

  /** Code units: a column of their high halves, one of their low. */
  units(count) {
    const high = this.take(count);
    const low = this.take(count);
    const units = new Uint16Array(count);
    for (let i = 0; i < count; i++) units[i] = (high[i] << 8) | low[i];
    return units;
  }
}

/** One version of the index. */
export class Store {
  static async open(root) {
    return load(String(root), CORE, (bytes) => Store.read(String(root), bytes), { cache: "no-cache" });
  }

  static async read(root, bytes) {
    if (numberAt(bytes, 0) !== FORMAT) throw new Error(`${CORE}: of another version than search.js`);
    const crc = numberAt(bytes, 4);
    return new Store(root, crc, await inflate(checked(crc, bytes.subarray(8), CORE)));
  }

  constructor(root, crc, core) {
    const columns = new Columns(core);
    Object.assign(this, columns.head());
    this.root = root;
    this.name = crc;
    this.memory = new Map();
    this.sizes = columns.take(this.shards);
    this.crcs = columns.take(4 * this.shards);
    this.groups = columns.take(4 * Math.ceil(this.size / 16));
    this.firsts = String.fromCharCode(...columns.units(this.letters)).split("\n");
    this.folding = new Folding(this.readForms(columns));
    this.labels = new Map();
    for (const labels of this.aliases) {
      for (const label of labels) this.labels.set(label, [...(this.labels.get(label) ?? []), ...labels]);
    }
    this.columns = columns;
  }

  /** Reads what is known of each document: there is time for it while shards are fetched. */
  dated() {
    if (!this.numbers) this.readDays(this.columns);
  }

  /** Variants in the order of their numbers, each after the one before; their forms; `rare` those beyond 16 bits. */
  readForms(columns) {
    const variants = Array.from({ length: this.variants }, () => columns.number());
    const units = columns.units(this.variants);
    const forms = new Map();
    let variant = 0;
    variants.forEach((step, i) => forms.set(String.fromCodePoint((variant += step)), String.fromCharCode(units[i])));
    for (const [variant, form] of this.rare) forms.set(variant, form);
    return forms;
  }

  readDays(columns) {
    const { size } = this;
    Object.assign(this, { day: new Uint32Array(size), source: new Uint16Array(size), language: new Int8Array(size).fill(-1) });
    this.numbers = [];
    this.newest = 1;
    this.languages.forEach(([, , start, count], language) => {
      let day = 0;
      for (let n = start; n < start + count; n++) {
        this.day[n] = day += columns.number();
        this.language[n] = language;
        this.numbers.push(n);
      }
      this.newest = Math.max(this.newest, day);
    });
    for (const n of this.numbers) this.source[n] = columns.number();
  }

  /** Loads `tags` (id and titles of each) and `tagsOf` (by document). */
  tagging() {
    return this.once("tags", () =>
      load(this.root, `tags-${this.tagsCrc}.bin`, async (bytes, path) => {
        const columns = new Columns(await inflate(checked(parseInt(this.tagsCrc, 16), bytes, path)));
        const tags = columns.head();
        const counts = columns.take(this.numbers.length);
        this.tagsOf = [];
        this.numbers.forEach((n, i) => {
          if (counts[i]) this.tagsOf[n] = Array.from({ length: counts[i] }, () => columns.number());
        });
        this.tags = tags;
      }),
    );
  }

  /** The promise of `make()` by `key`, made once; forgotten where it fails, so that a later search asks again. */
  once(key, make) {
    let promise = this.memory.get(key);
    if (!promise) {
      promise = make();
      this.memory.set(key, promise);
      promise.catch(() => this.memory.delete(key));
    }
    return promise;
  }

  /** The numbers of the shards that hold `term`, or all terms from `term` to `last`. */
  shardsOf({ term, last = term }) {
    const from = Math.max(this.above(term) - 1, 0);
    return Array.from({ length: Math.max(this.above(last) - from, 0) }, (_, i) => from + i);
  }

  /** Kilobytes of these shards, rounded. */
  cost(element) {
    return this.shardsOf(element).reduce((sum, number) => sum + this.sizes[number], 0);
  }

  above(term) {
    let low = 0;
    let high = this.shards;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.firsts[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  shard(number) {
    const crc = numberAt(this.crcs, 4 * number);
    const name = hex(crc);
    return this.once(`s${number}`, () =>
      load(this.root, `terms/${name.slice(0, 2)}/${name}.bin`, (bytes, path) => new Shard(checked(crc, bytes, path), this)),
    );
  }

  record(number) {
    const group = hex(numberAt(this.groups, 4 * (number >> 4)));
    return this.once(`r${number}`, () =>
      load(this.root, `text/${group}/${(number & 15).toString(16)}.bin`, async (bytes, path) => {
        const json = new TextDecoder().decode(await inflate(checked(numberAt(bytes, 0), bytes.subarray(4), path)));
        const [url, title, language, date, source, text] = JSON.parse(json);
        return { url, title, language, date, source, text };
      }),
    );
  }
}
