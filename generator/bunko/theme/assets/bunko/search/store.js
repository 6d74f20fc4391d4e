// The index's files: fetched once, checked, kept.

import { readShard } from "./bits.js";
import { Folding } from "./fold.js";

const FORMAT = 1;
const PAUSE = 200;

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

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes of a file below the index, read by `read`; asked for once more where that fails. */
async function load(root, path, read, options = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await fetch(new URL(path, root), attempt ? { cache: "reload" } : options);
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

/** One version of the index. */
export class Store {
  static async open(root) {
    const manifest = await load(root, "manifest.json", (bytes) => JSON.parse(new TextDecoder().decode(bytes)), {
      cache: "no-cache",
    });
    if (manifest.format !== FORMAT) throw new Error("manifest.json: of another version than search.js");
    const core = await load(root, manifest.core, (bytes, path) =>
      inflate(checked(parseInt(path.slice(5, 13), 16), bytes, path)),
    );
    return new Store(root, manifest.core, core);
  }

  constructor(root, name, core) {
    const view = new DataView(core.buffer);
    const end = 4 + view.getUint32(0);
    Object.assign(this, JSON.parse(new TextDecoder().decode(core.subarray(4, end))));
    this.root = root;
    this.name = name;
    this.folding = new Folding(this.forms);
    const groups = end + 4 * this.shards.length;
    this.crc = (shard) => view.getUint32(end + 4 * shard);
    this.group = (number) => hex(view.getUint32(groups + 4 * (number >> 4)));
    this.readColumns(core, groups + 4 * Math.ceil(this.size / 16));
    this.memory = new Map();
    this.labels = new Map();
    for (const labels of this.aliases) {
      for (const label of labels) this.labels.set(label, [...(this.labels.get(label) ?? []), ...labels]);
    }
  }

  readColumns(core, at) {
    const next = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = core[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    const { size } = this;
    Object.assign(this, { day: new Uint32Array(size), source: new Uint16Array(size), language: new Int8Array(size) });
    this.language.fill(-1);
    this.tagsOf = [];
    const numbers = [];
    this.languages.forEach(([, , start, count], language) => {
      for (let n = start, day = 0; n < start + count; n++) {
        this.day[n] = day += next();
        this.language[n] = language;
        numbers.push(n);
      }
    });
    this.numbers = numbers;
    for (const n of numbers) this.source[n] = next();
    for (const n of numbers) {
      const count = next();
      if (count) this.tagsOf[n] = Array.from({ length: count }, next);
    }
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

  above(term) {
    let low = 0;
    let high = this.shards.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.shards[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  shard(number) {
    const crc = this.crc(number);
    const name = hex(crc);
    return this.once(`s${number}`, () =>
      load(this.root, `terms/${name.slice(0, 2)}/${name}.bin`, (bytes, path) =>
        readShard(checked(crc, bytes, path), this),
      ),
    );
  }

  record(number) {
    return this.once(`r${number}`, () =>
      load(this.root, `text/${this.group(number)}/${(number & 15).toString(16)}.bin`, async (bytes, path) => {
        const crc = new DataView(bytes.buffer).getUint32(0);
        const json = new TextDecoder().decode(await inflate(checked(crc, bytes.subarray(4), path)));
        const [url, title, language, date, source, text] = JSON.parse(json);
        return { url, title, language, date, source, text };
      }),
    );
  }
}
