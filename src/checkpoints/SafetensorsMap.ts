import type { HeaderEntry, SafetensorsTable } from './SafetensorsTable.js';

/** The tensors of a file by name, in the order of their bytes. What is asked for is made anew each time. */
export class SafetensorsMap<Value> implements ReadonlyMap<string, Value> {
  readonly #table: SafetensorsTable;
  readonly #valueOf: (entry: HeaderEntry) => Value;

  constructor(table: SafetensorsTable, valueOf: (entry: HeaderEntry) => Value) {
    this.#table = table;
    this.#valueOf = valueOf;
  }

  get size(): number {
    return this.#table.size;
  }

  has(name: string): boolean {
    return this.#table.find(name) !== undefined;
  }

  get(name: string): Value | undefined {
    const entry = this.#table.find(name);
    return entry && this.#valueOf(entry);
  }

  *keys(): Generator<string, undefined> {
    for (const { name } of this.#table.entries()) yield name;
  }

  *values(): Generator<Value, undefined> {
    for (const entry of this.#table.entries()) yield this.#valueOf(entry);
  }

  *entries(): Generator<[string, Value], undefined> {
    for (const entry of this.#table.entries()) yield [entry.name, this.#valueOf(entry)];
  }

  [Symbol.iterator](): Generator<[string, Value], undefined> {
    return this.entries();
  }

  forEach(use: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void, thisArgument?: unknown): void {
    for (const [name, value] of this) use.call(thisArgument, value, name, this);
  }
}
