/** `npm run profile`: what a training step on the simd backend spends its time on, by kernel. */
import { backend } from '@tensorflow/tfjs-core';
import { setBackend } from 'talking-heads';
import type { SimdBackend } from '../src/backends/simd/SimdBackend.js';
import { gptCase } from './gptCase.js';
import { machineLine } from './harness/machineLine.js';
import { busyLine, OtherProcesses } from './harness/OtherProcesses.js';
import { timesOf } from './harness/timesOf.js';
import { timingOf } from './harness/Timing.js';
import { awaitThreads } from './ours/awaitThreads.js';
import { buildLine } from './ours/buildLine.js';
import { prepareGptStep } from './ours/prepareGptStep.js';
import { KernelProfiler } from './profile/KernelProfiler.js';
import { measureCeilings } from './profile/measureCeilings.js';
import { profileLines, profileTable } from './profile/ProfileLine.js';
import { readProfileOptions } from './profile/profileOptions.js';

/** Steps before those that count, for compilers that watch what runs often. */
const WARM_UP_STEPS = 5;

const { config, attention, threads, steps, json } = readProfileOptions(process.argv.slice(2));
await setBackend('simd', { threads });
const simd = backend() as SimdBackend;
await awaitThreads(simd);
const ceilings = await measureCeilings(simd);

const step = prepareGptStep(simd, gptCase(attention, config, attention === 'talking-heads'));
const once = async (): Promise<number> => (await timesOf(step, 0))[0];
for (let i = 0; i < WARM_UP_STEPS; i++) await once();
const others = new OtherProcesses();
const profiler = new KernelProfiler('simd');
const times: number[] = [];
for (let i = 0; i < steps; i++) times.push(await once());
profiler.end();

const stepMs = times.reduce((sum, ms) => sum + ms, 0) / steps;
const lines = profileLines(profiler.records, steps, stepMs, ceilings);
const busy = busyLine(others.share());
if (busy !== undefined) process.stderr.write(`Warning: ${busy}\n`);
if (json) for (const line of lines) console.log(JSON.stringify(line));
else {
  const { medianMs, minMs } = timingOf(times);
  console.log(`A training step of ${config}, ${attention}, on average over ${steps}: ${stepMs.toFixed(1)} ms`);
  console.log(`(median ${medianMs.toFixed(1)}, least ${minMs.toFixed(1)}).\n`);
  console.log(`${machineLine()}, ${buildLine()}, threads: ${threads}.`);
  const [copy, tile] = [ceilings.bytes, ceilings.operations].map((perMs) => (perMs / 1e6).toFixed(1));
  console.log(`Ceilings: copy ${copy} GB/s, inner loop of products ${tile} GFLOP/s.\n`);
  console.log(profileTable(lines));
}
