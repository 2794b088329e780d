/** The data that a kernel made and the holds that it took: what must be undone when it throws half-way. */
export class KernelJournal {
  private readonly made = new Set<object>();
  private readonly holds = new Map<object, number>();

  /** Notes that the kernel made this data. */
  make(dataId: object): void {
    this.made.add(dataId);
  }

  /** Notes that the kernel holds this data once more, or once less. */
  hold(dataId: object, times: 1 | -1): void {
    this.holds.set(dataId, (this.holds.get(dataId) ?? 0) + times);
  }

  /** Frees what was made, and gives back the holds on what was there before. */
  undo(free: (dataId: object) => void, release: (dataId: object) => void): void {
    for (const [dataId, times] of this.holds) {
      if (this.made.has(dataId)) continue;
      for (let i = 0; i < times; i++) release(dataId);
    }
    for (const dataId of this.made) free(dataId);
  }
}
