import { assert } from 'chai';
import { lossCurve, type LossCurveOptions, type LossPoint } from '../../../src/training/plots/lossCurve.js';
import { assertWellFormed, svgElements, svgNumbers, svgTexts } from './parseSvg.js';

const falling = (count: number, every: number): LossPoint[] =>
  Array.from({ length: count }, (_, i) => ({ step: every * (i + 1), loss: 1.5 + 3 / (1 + i / 10) + (i % 3) / 20 }));

const options: LossCurveOptions = {
  title: 'Moby-Dick <4 & "8" heads>',
  training: falling(200, 10),
  validation: falling(10, 200),
  reference: [
    { label: 'bigram <table> & co', loss: 2.4567 },
    { label: 'uniform', loss: 5.2 },
  ],
  unit: 'nats per character',
};

const places = (svg: string, selector: string): number[][] =>
  svgElements(svg, selector).flatMap((line) =>
    (line.getAttribute('points') ?? '').split(' ').map((place) => place.split(',').map(Number)),
  );

describe('lossCurve', () => {
  const svg = lossCurve(options);

  it('draws every loss, a smooth line, and the references', () => {
    assert.lengthOf(places(svg, 'polyline.training'), 200);
    assert.lengthOf(places(svg, 'polyline.smoothed'), 200);
    assert.lengthOf(places(svg, 'polyline.validation'), 10);
    assert.lengthOf(svgElements(svg, 'circle.validation'), 10);
    assert.lengthOf(svgElements(svg, 'line.reference'), 2);
  });

  it('draws lower losses lower, and later steps further right', () => {
    const [first, ...rest] = places(svg, 'polyline.validation');
    const [x, y] = rest[rest.length - 1];
    assert.isAbove(x, first[0]);
    assert.isAbove(y, first[1]);
  });

  it('covers all data and references with its axes', () => {
    const ticks = (selector: string): number[] => svgTexts(svg, selector).map(Number);
    assert.deepEqual([Math.min(...ticks('.x-tick')), Math.max(...ticks('.x-tick'))], [0, 2000]);
    assert.isAtMost(Math.min(...ticks('.y-tick')), 1.6);
    assert.isAtLeast(Math.max(...ticks('.y-tick')), 5.2);
    const [top, bottom] = [svgNumbers(svg, '.y-tick', 'y').at(-1) ?? NaN, svgNumbers(svg, '.y-tick', 'y')[0]];
    for (const [, y] of places(svg, 'polyline')) assert.isTrue(y >= top - 4.01 && y <= bottom - 3.99, `y ${y}`);
  });

  it('names what it shows, whatever the letters', async () => {
    const expected = [
      ...['Moby-Dick <4 & "8" heads>', 'step', 'loss, nats per character'],
      ...['training, each batch', 'training, smoothed', 'validation, last 3.08'],
      ...['bigram <table> & co 2.46', 'uniform 5.20'],
    ];
    assert.includeMembers(svgTexts(svg), expected);
    await assertWellFormed(svg);
  });

  it('stands references where losses of that size stand', () => {
    const level = lossCurve({ ...options, validation: [{ step: 5, loss: 2.4567 }] });
    assert.deepEqual(svgNumbers(level, 'circle.validation', 'cy'), [svgNumbers(level, 'line.reference', 'y1')[0]]);
  });

  it('measures in nats per token unless told', () => {
    const plain = lossCurve({ title: '', training: falling(2, 1), validation: [] });
    assert.include(svgTexts(plain), 'loss, nats per token');
  });

  it('does not smooth a few losses', () => {
    const few = lossCurve({ title: '', training: falling(19, 1), validation: [] });
    assert.lengthOf(places(few, 'polyline.training'), 19);
    assert.lengthOf(svgElements(few, 'polyline'), 1);
    assert.deepEqual(svgTexts(few, '.legend'), ['training, each batch']);
  });

  it('thins a long run', () => {
    const long = lossCurve({ title: '', training: falling(150_000, 1), validation: [] });
    assert.lengthOf(places(long, 'polyline.training'), 2000);
  });

  it('shows a single loss as a dot', async () => {
    for (const name of ['training', 'validation'] as const) {
      const one = lossCurve({ title: '', training: [], validation: [], [name]: [{ step: 7, loss: 2 }] });
      assert.lengthOf(svgElements(one, `circle.${name}`), 1);
      assert.lengthOf(svgElements(one, 'polyline'), 0);
      await assertWellFormed(one);
    }
  });

  it('shows losses that never change', async () => {
    const constant = lossCurve({
      title: '',
      training: falling(50, 1).map(({ step }) => ({ step, loss: 2 })),
      validation: [],
    });
    const heights = new Set(places(constant, 'polyline').map(([, y]) => y));
    assert.lengthOf(heights, 1);
    const middle = svgTexts(constant, '.y-tick').indexOf('2.00');
    assert.isTrue(heights.has(svgNumbers(constant, '.y-tick', 'y')[middle] - 4));
    await assertWellFormed(constant);
  });

  it('refuses to show nothing', () => {
    const nothing = { title: '', training: [], validation: [], reference: options.reference };
    assert.throws(() => lossCurve(nothing), 'lossCurve: training or validation must hold a loss, got none');
  });

  const refused: [Partial<LossCurveOptions>, string][] = [
    [{ training: [{ step: 3, loss: NaN }] }, 'training must hold finite numbers, got NaN at step 3'],
    [{ validation: [{ step: 3, loss: Infinity }] }, 'validation must hold finite numbers, got Infinity at step 3'],
    [{ validation: [{ step: NaN, loss: 1 }] }, 'validation must hold finite numbers, got 1 at step NaN'],
    [{ reference: [{ label: 'x', loss: -Infinity }] }, 'reference must hold finite numbers, got -Infinity'],
  ];
  for (const [part, message] of refused) {
    it(`refuses: ${message}`, () => assert.throws(() => lossCurve({ ...options, ...part }), `lossCurve: ${message}`));
  }
});
