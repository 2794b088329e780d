import type { FileHandle } from 'node:fs/promises';
import { checkText } from '../config/checkText.js';
import { didYouMean } from '../config/didYouMean.js';
import { formatValue } from '../config/formatValue.js';
import { nodeFiles } from './nodeFiles.js';
import { readFully } from './readFully.js';
import type { SafetensorsTensor } from './safetensors.js';
import type { SafetensorsDtype } from './safetensorsDtype.js';
import { SafetensorsError } from './SafetensorsError.js';
import { readSafetensorsHeader } from './readSafetensorsHeader.js';
import type { SafetensorsHeader } from './safetensorsHeader.js';
import { SafetensorsMap } from './SafetensorsMap.js';
import type { SafetensorsTable } from './SafetensorsTable.js';
import { quoteSafetensorsText } from './safetensorsText.js';
import { safetensorsValues } from './safetensorsValues.js';

/** What a file says of a tensor. */
export interface SafetensorsDescription {
  /** The type of its elements in the file. */
  readonly dtype: SafetensorsDtype;
  /** Empty for a single number. */
  readonly shape: readonly number[];
}

/**
 * A safetensors file of which only the header is read, and then the tensors that are asked for: files may be larger than
 * memory. Node only.
 *
 * ```ts
 * const file = await SafetensorsFile.open('model.safetensors');
 * const { shape, values } = await file.read('embedding.weight');
 * await file.close();
 * ```
 */
export class SafetensorsFile {
  /** The tensors by name, in the order of their bytes. */
  readonly tensors: ReadonlyMap<string, SafetensorsDescription>;
  /** Texts about the file. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly #table: SafetensorsTable;
  readonly #dataStart: number;
  #file: FileHandle | undefined;

  private constructor(file: FileHandle, { table, metadata, dataStart }: SafetensorsHeader & { dataStart: number }) {
    this.tensors = new SafetensorsMap(table, ({ dtype, shape }) => ({ dtype, shape }));
    this.metadata = metadata;
    this.#table = table;
    this.#dataStart = dataStart;
    this.#file = file;
  }

  /**
   * Opens a file, reads its header and holds it to the size of the file. What is accepted is complete.
   *
   * @throws Error when the file cannot be opened, and in a browser, where `decodeSafetensors` takes bytes.
   * @throws SafetensorsError on all that `decodeSafetensors` refuses, besides booleans other than 0 and 1.
   */
  static async open(path: string): Promise<SafetensorsFile> {
    const where = 'SafetensorsFile.open';
    checkText(where, 'path', path);
    const file = await nodeFiles(where, path, 'decodeSafetensors').open(path, 'r');
    try {
      return new SafetensorsFile(file, await readSafetensorsHeader(where, file));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * Reads one tensor.
   *
   * @throws SafetensorsError when there is none of this name, its booleans are others than 0 and 1, it does not fit into
   * memory, and when the file has been closed or cut.
   */
  async read(name: string): Promise<SafetensorsTensor> {
    const where = 'SafetensorsFile.read';
    checkText(where, 'name', name);
    const file = this.#file;
    if (file === undefined) throw new SafetensorsError('closed', `${where}: the file must be open, got a closed one`);
    const entry = this.#table.find(name);
    if (entry === undefined) {
      const nearest = didYouMean(name, [...this.tensors.keys()]);
      throw new SafetensorsError(
        'unknownTensor',
        `${where}: name must be that of a tensor of the file, got ${formatValue(name)}${nearest}`,
      );
    }
    const { dtype, shape, begin, end } = entry;
    const bytes = allocate(where, name, end - begin);
    await readFully(where, file, bytes, this.#dataStart + begin);
    return { shape, values: safetensorsValues(where, name, dtype, bytes), dtype };
  }

  /** Closes the file; a second time this does nothing. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}

function allocate(where: string, name: string, size: number): Uint8Array {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    const message = `${where}: ${quoteSafetensorsText(name)} must fit into memory, got ${size} bytes`;
    throw new SafetensorsError('tooLarge', message, { cause });
  }
}
