/** The data that a kernel made and the holds that it took: what must be undone when it throws half-way. */
export class KernelJournal {
  // Lists: every kernel writes a few lines here, which are read only when it throws.
  private readonly made: object[] = [];
  private readonly holds: { dataId: object; times: 1 | -1 }[] = [];

  /** Notes that the kernel made this data. */
  make(dataId: object): void {
    this.made.push(dataId);
  }

  /** Notes that the kernel holds this data once more, or once less. */
  hold(dataId: object, times: 1 | -1): void {
    this.holds.push({ dataId, times });
  }

  /** Frees what was made, and gives back the holds on what was there before. */
  undo(free: (dataId: object) => void, release: (dataId: object) => void): void {
    const made = new Set(this.made);
    const holds = new Map<object, number>();
    for (const { dataId, times } of this.holds) holds.set(dataId, (holds.get(dataId) ?? 0) + times);
    for (const [dataId, times] of holds) {
      if (made.has(dataId)) continue;
      for (let i = 0; i < times; i++) release(dataId);
    }
    for (const dataId of made) free(dataId);
  }
}
