import { canShareMemory } from './threads/startThread.js';

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65536;
/** Blocks begin at multiples of this: a cache line. */
const ALIGNMENT = 64;
/** Free bytes behind every block: a vector read at its last element stays inside. */
const SPARE = 64;
/** The first page is not handed out: address 0 is no block, and threads are told there what to do. */
const FIRST = PAGE;
const LARGEST = 4 * 2 ** 30;
/** Bytes of a memory that is not shared. The system gives them when they are first used. */
const UNSHARED = 2 ** 30;
/** What the spare bytes of a guarded block hold. */
const GUARD = 0xa5a5a5a5;

/** What a {@link WasmHeap} holds. */
export interface HeapUse {
  /** Blocks handed out and not returned. */
  blocks: number;
  /** Their bytes, with what is spent on alignment and spare bytes. */
  bytes: number;
  /** Where the highest block ends; what lies above was never used, or was returned. */
  top: number;
}

/**
 * Blocks of one WebAssembly memory, each a multiple of 64 bytes, that join their free neighbours when they are returned.
 *
 * The memory is shared where that is allowed, so that threads may join; growing it leaves every view of it valid. A memory
 * that is not shared would detach them, in the middle of a kernel: it has its whole size, 1 GiB, from the start.
 */
export class WasmHeap {
  readonly memory: WebAssembly.Memory;
  private top = FIRST;
  private bytes = 0;
  private readonly sizes = new Map<number, number>();
  /** Free blocks: their sizes by where they start, and where they start by where they end. */
  private readonly free = new Map<number, number>();
  private readonly freeEnds = new Map<number, number>();
  /** The starts of free blocks by {@link classOf} their sizes. */
  private readonly classes: Set<number>[] = [];
  /** Blocks that somebody else may still write into, and which of them were returned, see {@link holdUntil}. */
  private readonly unsure = new Set<number>();
  private readonly held = new Set<number>();
  private holds = 0;
  private readonly largest: number;

  /**
   * @param largest Bytes that the memory may grow to, 4 GiB unless told otherwise.
   * @param guarded Whether {@link release} and {@link checkGuards} look at the spare bytes behind each block: for tests.
   * @param shared Whether threads may join; where that is possible unless told otherwise.
   */
  constructor(
    largest = LARGEST,
    private readonly guarded = false,
    readonly shared = canShareMemory(),
  ) {
    this.largest = shared ? largest : Math.min(largest, UNSHARED);
    const pages = Math.ceil(this.largest / PAGE);
    this.memory = shared
      ? new WebAssembly.Memory({ initial: 16, maximum: LARGEST / PAGE, shared })
      : new WebAssembly.Memory({ initial: pages, maximum: pages });
  }

  /** The address of a block of at least that many bytes, or `undefined` when the memory cannot hold it. */
  allocate(bytes: number): number | undefined {
    const size = Math.ceil((bytes + SPARE) / ALIGNMENT) * ALIGNMENT;
    // Beyond 32 bits the class of a size would be that of its remainder.
    if (size > this.largest) return undefined;
    const address = this.takeFree(size) ?? this.takeTop(size);
    if (address === undefined) return undefined;
    this.sizes.set(address, size);
    this.bytes += size;
    if (this.guarded) this.guardOf(address).fill(GUARD);
    return address;
  }

  /**
   * Takes a block back.
   *
   * @throws Error when no block begins at the address, or, guarded, when somebody wrote behind its end.
   */
  release(address: number): void {
    const size = this.sizes.get(address);
    if (size === undefined || this.held.has(address))
      throw new Error(`WasmHeap.release: address must be that of a block, got ${address}`);
    if (this.unsure.has(address)) {
      this.held.add(address);
      return;
    }
    if (this.guarded) this.checkGuard(address);
    this.sizes.delete(address);
    this.bytes -= size;
    let start = address;
    let end = address + size;
    const before = this.freeEnds.get(start);
    if (before !== undefined) {
      this.dropFree(before);
      start = before;
    }
    const after = this.free.get(end);
    if (after !== undefined) {
      this.dropFree(end);
      end += after;
    }
    if (end === this.top) this.top = start;
    else this.addFree(start, end - start);
  }

  /**
   * Hands out none of the blocks that are in use now before a promise resolves, also when they are returned: a thread may
   * still write into them. They count as in use until then.
   */
  holdUntil(ended: Promise<void>): void {
    for (const address of this.sizes.keys()) this.unsure.add(address);
    this.holds += 1;
    void ended.then(() => {
      this.holds -= 1;
      if (this.holds > 0) return;
      const addresses = [...this.held];
      this.held.clear();
      this.unsure.clear();
      for (const address of addresses) this.release(address);
    });
  }

  /** What is in use now. */
  use(): HeapUse {
    return { blocks: this.sizes.size, bytes: this.bytes, top: this.top };
  }

  /** @throws Error when somebody wrote behind the end of a block; only a guarded heap can tell. */
  checkGuards(): void {
    for (const address of this.sizes.keys()) this.checkGuard(address);
  }

  private checkGuard(address: number): void {
    if (this.guardOf(address).every((word) => word === GUARD)) return;
    const size = this.sizes.get(address)!;
    throw new Error(
      `WasmHeap: the ${size - SPARE} bytes at ${address} must end there, got something written behind them`,
    );
  }

  private guardOf(address: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address + this.sizes.get(address)! - SPARE, SPARE / 4);
  }

  /** A free block that holds the size: of its own class where one fits, else any of a larger class. */
  private takeFree(size: number): number | undefined {
    const own = classOf(size);
    for (const start of this.classes[own] ?? []) {
      if (this.free.get(start)! >= size) return this.takeFrom(start, size);
    }
    for (let larger = own + 1; larger < this.classes.length; larger++) {
      for (const start of this.classes[larger] ?? []) return this.takeFrom(start, size);
    }
    return undefined;
  }

  private takeFrom(start: number, size: number): number {
    const rest = this.free.get(start)! - size;
    this.dropFree(start);
    if (rest > 0) this.addFree(start + size, rest);
    return start;
  }

  private takeTop(size: number): number | undefined {
    const end = this.top + size;
    if (end > this.largest) return undefined;
    const missing = end - this.memory.buffer.byteLength;
    // An eighth more at once: growing takes a call to the system.
    const wanted = Math.min(this.largest - this.memory.buffer.byteLength, missing + this.memory.buffer.byteLength / 8);
    if (missing > 0 && !this.grow(wanted) && !this.grow(missing)) return undefined;
    const address = this.top;
    this.top = end;
    return address;
  }

  private grow(bytes: number): boolean {
    try {
      this.memory.grow(Math.ceil(bytes / PAGE));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  private addFree(start: number, size: number): void {
    this.free.set(start, size);
    this.freeEnds.set(start + size, start);
    (this.classes[classOf(size)] ??= new Set()).add(start);
  }

  private dropFree(start: number): void {
    const size = this.free.get(start)!;
    this.free.delete(start);
    this.freeEnds.delete(start + size);
    this.classes[classOf(size)].delete(start);
  }
}

/** Four classes for each power of two. */
function classOf(size: number): number {
  const power = 31 - Math.clz32(size);
  return power * 4 + ((size >>> (power - 2)) & 3);
}
