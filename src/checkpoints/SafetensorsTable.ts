import { safetensorsDtypes, type SafetensorsDtype } from './safetensorsDtype.js';
import { safetensorsLimits } from './safetensorsLimits.js';

/** What a header says of one tensor. Offsets count bytes from the end of the header. */
export interface HeaderEntry {
  name: string;
  dtype: SafetensorsDtype;
  shape: number[];
  begin: number;
  end: number;
}

/** The shortest entry of a header: `"":{"dtype":"U8","shape":[],"data_offsets":[0,1]}`. */
const LEAST_BYTES = 49;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The tensors of a header, packed: an object with a name and a list for each takes up to eight times the bytes that
 * describe it.
 */
export class SafetensorsTable {
  readonly #begins: Float64Array;
  readonly #ends: Float64Array;
  readonly #dtypes: Uint8Array;
  /** The name of each as UTF-8, then the sizes of its shape in decimal with commas between. */
  #texts = new Uint8Array(1024);
  /** Where in the texts the name of each ends, and where its shape. */
  readonly #textEnds: Uint32Array;
  #size = 0;
  #byOffset = new Uint32Array();
  #byName = new Uint32Array();

  /** @param headerBytes Of the header that describes all of them. */
  constructor(headerBytes: number) {
    const most = Math.min(safetensorsLimits.tensors, Math.floor(headerBytes / LEAST_BYTES) + 1);
    this.#begins = new Float64Array(most);
    this.#ends = new Float64Array(most);
    this.#dtypes = new Uint8Array(most);
    this.#textEnds = new Uint32Array(2 * most);
  }

  /** How many tensors there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds a tensor. Its name must be Unicode. */
  add({ name, dtype, shape, begin, end }: HeaderEntry): void {
    const i = this.#size++;
    this.#begins[i] = begin;
    this.#ends[i] = end;
    this.#dtypes[i] = safetensorsDtypes.indexOf(dtype);
    const nameEnd = this.#write(name, this.#nameBegin(i));
    this.#textEnds[2 * i] = nameEnd;
    this.#textEnds[2 * i + 1] = this.#write(shape.join(), nameEnd);
  }

  /**
   * Puts in order what was added; the other methods need it.
   *
   * @returns A name that two tensors have; undefined when there is none.
   */
  sort(): string | undefined {
    const [begins, ends] = [this.#begins, this.#ends];
    const indices = Uint32Array.from({ length: this.#size }, (_, i) => i);
    // Empty tensors share their offset with the next one: by the end they come before it.
    this.#byOffset = indices.slice().sort((a, b) => begins[a] - begins[b] || ends[a] - ends[b]);
    const order = (a: number, b: number): number =>
      this.#compareName(a, this.#texts, this.#nameBegin(b), this.#textEnds[2 * b]);
    this.#byName = indices.sort(order);
    for (let rank = 1; rank < this.#size; rank++) {
      if (order(this.#byName[rank - 1], this.#byName[rank]) === 0) return this.#at(this.#byName[rank]).name;
    }
    return undefined;
  }

  /** The tensors in the order of their bytes. */
  *entries(): Generator<HeaderEntry> {
    for (const i of this.#byOffset) yield this.#at(i);
  }

  /** The tensor of a name; undefined when there is none. */
  find(name: string): HeaderEntry | undefined {
    const bytes = encoder.encode(name);
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compareName(this.#byName[middle], bytes, 0, bytes.length) < 0) low = middle + 1;
      else high = middle;
    }
    const found = low < this.#size ? this.#at(this.#byName[low]) : undefined;
    return found?.name === name ? found : undefined;
  }

  #at(i: number): HeaderEntry {
    const nameEnd = this.#textEnds[2 * i];
    const name = decoder.decode(this.#texts.subarray(this.#nameBegin(i), nameEnd));
    const sizes = decoder.decode(this.#texts.subarray(nameEnd, this.#textEnds[2 * i + 1]));
    const shape = sizes === '' ? [] : sizes.split(',').map(Number);
    return { name, dtype: safetensorsDtypes[this.#dtypes[i]], shape, begin: this.#begins[i], end: this.#ends[i] };
  }

  #nameBegin(i: number): number {
    return i === 0 ? 0 : this.#textEnds[2 * i - 1];
  }

  /** Writes a text into the texts. Returns where it ends. */
  #write(text: string, begin: number): number {
    const bytesPerUnit = 3;
    const needed = begin + bytesPerUnit * text.length;
    if (needed > this.#texts.length) {
      const longer = new Uint8Array(Math.max(needed, Math.ceil(1.5 * this.#texts.length)));
      longer.set(this.#texts.subarray(0, begin));
      this.#texts = longer;
    }
    return begin + encoder.encodeInto(text, this.#texts.subarray(begin)).written;
  }

  /** Below, at or above zero as the name of a tensor comes before bytes, is them or comes after. */
  #compareName(i: number, bytes: Uint8Array, begin: number, end: number): number {
    const nameBegin = this.#nameBegin(i);
    const [length, other] = [this.#textEnds[2 * i] - nameBegin, end - begin];
    for (let k = 0; k < Math.min(length, other); k++) {
      const order = this.#texts[nameBegin + k] - bytes[begin + k];
      if (order !== 0) return order;
    }
    return length - other;
  }
}
