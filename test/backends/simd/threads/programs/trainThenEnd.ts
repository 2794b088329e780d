/** Trains on all threads, says so, and ends in the way that it is told. */
import { backendInfo, setBackend } from '../../../../../src/index.js';
import { THREADED, TinyTraining } from '../TinyTraining.js';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

await setBackend('simd', { threads: 3 });
const training = new TinyTraining(THREADED);
for (let step = 0; step < 200 && backendInfo().running !== 3; step++) {
  await training.step();
  await pause(1);
}
console.log(`trained on ${backendInfo().running} threads`);

const ends: Record<string, () => void | Promise<void>> = {
  byItself: () => undefined,
  throws: () => {
    throw new Error('planted');
  },
  exits: () => process.exit(3),
  isInterrupted: () => pause(60_000),
  idles: async () => {
    await pause(1000);
    const before = process.cpuUsage();
    await pause(2000);
    const { user, system } = process.cpuUsage(before);
    console.log(`${(user + system) / 2000} milliseconds of each idle second`);
  },
};
await ends[process.argv[2]]();
