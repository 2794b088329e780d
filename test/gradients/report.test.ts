import { assert } from 'chai';
import { Random } from '../float64/random.js';
import { caseCount, someOf } from '../helpers/caseCount.js';
import { attentionGradientCase, attentionVariants } from './attentionCases.js';
import { cases } from './cases.js';
import { GradientReport } from './GradientReport.js';
import { measureGradients, measureSecondDerivatives, type Measured } from './measure.js';
import type { GradientCase } from './GradientCase.js';

/** Every gradient written by hand, held to its value in double precision. Prints the figures at the end. */
describe('gradients', () => {
  const report = new GradientReport();

  after(() => console.log(`\n${report.toString()}\n`));

  it('of attention, and a fused gradient errs at most five times as much as plain operations', () => {
    someOf(attentionVariants).forEach((variant, seed) => {
      const [plain, fused] = (['reference', 'recompute'] as const).map((implementation) => {
        const given = attentionGradientCase(variant, implementation, seed);
        const measured = measureGradients(given);
        report.add(`${nameOf(variant.mixes)} ${implementation}`, given.title, measured);
        return measured;
      });
      fused.forEach((part, i) => assertFused(part, plain[i], JSON.stringify(variant)));
    });
    for (const implementation of ['reference', 'recompute']) {
      const counts = [true, false].map((mixes) => report.cases(`${nameOf(mixes)} ${implementation}`));
      assert.isAtLeast(counts[0] + counts[1], caseCount(300));
    }
  });

  it('of attention with long rows', () => {
    someOf(attentionVariants.filter((_, i) => i % 31 === 0)).forEach((variant, seed) => {
      for (const implementation of ['reference', 'recompute'] as const) {
        const given = attentionGradientCase(variant, implementation, 5000 + seed, 24);
        report.add(`${nameOf(variant.mixes)} ${implementation}`, given.title, measureGradients(given));
      }
    });
  });

  it('of attention, second derivatives', () => {
    someOf(attentionVariants.filter((_, i) => i % 3 === 0)).forEach((variant, i) => {
      for (const implementation of ['reference', 'recompute'] as const) {
        const given = attentionGradientCase(variant, implementation, 1000 + i, 3);
        addSecond(`${nameOf(variant.mixes)} ${implementation}, second`, given, 2000 + i);
      }
    });
  });

  for (const [name, make] of Object.entries(cases)) {
    it(`of ${name}, first and second derivatives`, () => {
      make(new Random(1)).forEach((given, i) => {
        report.add(name, given.title, measureGradients(given));
        addSecond(`${name}, second`, given, 3000 + i);
      });
      assert.isAtLeast(report.cases(name), 6);
    });
  }

  function addSecond(name: string, given: GradientCase, seed: number): void {
    const random = new Random(seed);
    const directions = given.inputs.map(({ shape }) => random.normals(shape));
    report.add(name, given.title, measureSecondDerivatives(given, directions));
  }
});

function nameOf(mixes: boolean): string {
  return mixes ? 'talkingHeadsAttention' : 'dotProductAttention';
}

function assertFused({ name, error, scale }: Measured, plain: Measured, title: string): void {
  const most = Math.max(1e-6 * scale, 5 * plain.error);
  assert.isAtMost(error, most, `recompute, ${name} of ${title}`);
}
