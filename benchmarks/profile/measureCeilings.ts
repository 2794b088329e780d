import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import type { CeilingCase } from '../harness/Case.js';
import { timingOf } from '../harness/Timing.js';
import { timesOf } from '../harness/timesOf.js';
import { kernels } from '../benches/kernels.js';
import { matMul } from '../benches/matMul.js';
import { prepareCeiling } from '../ours/prepareCeiling.js';
import type { Ceilings } from './ProfileLine.js';

/** How long each is measured. */
const BUDGET_MS = 200;

/** What memory and the matrix product's inner loop give at best on the backend's threads. */
export async function measureCeilings(simd: SimdBackend): Promise<Ceilings> {
  const perMs = async (task: CeilingCase): Promise<number> => {
    const prepared = prepareCeiling(simd, task);
    await timesOf(prepared, BUDGET_MS);
    const { medianMs } = timingOf(await timesOf(prepared, BUDGET_MS));
    prepared.dispose();
    return (task.work * (task.ofEachThread ? simd.threads : 1)) / medianMs;
  };
  return { bytes: await perMs(kernels.ceiling!), operations: await perMs(matMul.ceiling!) };
}
