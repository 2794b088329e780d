import type { BenchRecord } from '../../../benchmarks/harness/BenchRecord.js';
import type { Result } from '../../../benchmarks/harness/Result.js';

/** A result of a bench. */
export function aResult(bench: string, name: string, threads: number, who: string, medianMs: number): Result {
  const timing = { medianMs, minMs: medianMs, quartilesMs: [medianMs, medianMs] as [number, number] };
  const ratio = who === 'talking-heads' ? null : medianMs / 10;
  return { bench, case: name, threads, who, ...timing, ratio, rate: 1, unit: 'GB/s', extraBytes: null, share: null };
}

/** A record of a bench, of a quiet machine. */
export function aRecord(bench: string, results: Result[], others: Partial<BenchRecord> = {}): BenchRecord {
  return {
    bench,
    date: '2026-01-02',
    machine: 'a processor, 2 cores, Node 20.20.2',
    versions: { 'talking-heads': 'fused build', PyTorch: '2.13.0' },
    quick: false,
    busy: null,
    results,
    ...others,
  };
}
