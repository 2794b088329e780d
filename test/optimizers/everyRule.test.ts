import { mul, square, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import * as library from '../../src/index.js';
import type { Optimizer, Slots } from '../../src/optimizers/Optimizer.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';

type Rate = number | ((step: number) => number);
type Make = (learningRate: Rate) => Optimizer;

/** Each rule, with what it remembers, and the learning rate from which it goes down the quadratic. */
const rules: [name: string, rate: number, make: Make][] = [
  ['SGD', 0.1, (learningRate) => new library.SGD({ learningRate })],
  ['SGD', 0.1, (learningRate) => new library.SGD({ learningRate, momentum: 0.5, nesterov: true })],
  ['Adam', 0.1, (learningRate) => new library.Adam({ learningRate })],
  ['Adam', 0.1, (learningRate) => new library.Adam({ learningRate, amsgrad: true })],
  ['AdamW', 0.1, (learningRate) => new library.AdamW({ learningRate, amsgrad: true })],
  ['Adamax', 0.1, (learningRate) => new library.Adamax({ learningRate })],
  ['Nadam', 0.1, (learningRate) => new library.Nadam({ learningRate })],
  ['Adagrad', 0.5, (learningRate) => new library.Adagrad({ learningRate })],
  ['Adadelta', 1, (learningRate) => new library.Adadelta({ learningRate, epsilon: 1e-3 })],
  ['RMSprop', 0.05, (learningRate) => new library.RMSprop({ learningRate })],
  ['RMSprop', 0.01, (learningRate) => new library.RMSprop({ learningRate, centered: true, momentum: 0.5 })],
  ['Lion', 0.05, (learningRate) => new library.Lion({ learningRate })],
  ['Adafactor', 0.1, (learningRate) => new library.Adafactor({ learningRate })],
  ['Ftrl', 0.5, (learningRate) => new library.Ftrl({ learningRate, beta: 1, l2RegularizationStrength: 0.01 })],
];

const disposeAll = (...items: { dispose(): void }[]): void => items.forEach((item) => item.dispose());

const numbersOf = (value: Tensor, slots: Slots): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries({ ...slots, value }).map(([name, one]) => [name, Array.from(one.dataSync<'float32'>())]),
  );

/** `[2, 2]`, of the update with this number. */
const gradientAt = (step: number): Tensor =>
  tensor(
    [1, -2, 0.5, 3].map((one, i) => one * Math.cos(step * i)),
    [2, 2],
  );

describe('the rule of every optimizer', () => {
  it('is among the rules', () => {
    const isOptimizer = (one: unknown): boolean =>
      typeof one === 'function' && one.prototype instanceof library.Optimizer;
    const names = Object.entries(library).filter(([, one]) => isOptimizer(one));
    assert.sameMembers(
      names.map(([name]) => name),
      [...new Set(rules.map(([name]) => name))],
    );
  });

  for (const [name, rate, make] of rules) {
    const title = `${name} ${JSON.stringify(make(rate).getConfig())}`;

    it(`${title} finds the minimum of a quadratic of different curvatures`, () => {
      const steps = 200;
      const curvatures = tensor([0.5, 2, 8]);
      const module = new ListModule([tensor([1, -1.5, 2])]);
      const [parameter] = module.list;
      const loss = (): number => tidy(() => sum(mul(curvatures, square(parameter.value))).dataSync()[0] / 2);
      const optimizer = make((step) => rate * (1 - step / steps));
      const before = loss();
      for (let step = 0; step < steps; step++) {
        const gradient = mul(curvatures, parameter.value);
        optimizer.apply(module, new Map([['list.0', gradient]]));
        gradient.dispose();
      }
      const after = loss();
      assert.isBelow(after, before / 1000);
      disposeAll(curvatures, module, optimizer);
    });

    it(`${title} stays finite where all gradients are zero, and where one follows`, () => {
      const module = new ListModule([tensor([1, -2, 0, 3], [2, 2]), tensor([4, 0, 0])]);
      const optimizer = make(rate);
      for (const gradients of [0, 0, 0, 1]) {
        const byPath = new Map<string, Tensor>([
          ['list.0', tensor([gradients, 0, 0, 0], [2, 2])],
          ['list.1', tensor([0, 0, gradients])],
        ]);
        optimizer.apply(module, byPath);
        disposeAll(...byPath.values());
        for (const [i, { value }] of module.list.entries()) {
          for (const [slot, numbers] of Object.entries(numbersOf(value, optimizer.slots.get(`list.${i}`)!))) {
            assert.isTrue(numbers.every(Number.isFinite), `${slot} of list.${i}: ${numbers.join(', ')}`);
          }
        }
      }
      disposeAll(module, optimizer);
    });

    it(`${title} continues from a copied state to the bit, in float32`, () => {
      const straight = make(rate);
      tidy(() => {
        let [value, slots]: [Tensor, Slots] = [tensor([1, -2, 0, 3], [2, 2]), {}];
        slots = straight.init(value);
        const update = (optimizer: Optimizer, step: number): void => {
          ({ value, slots } = optimizer.update(value, gradientAt(step), slots, { step, learningRate: rate }));
        };
        const again = (one: Tensor): Tensor => tensor(one.dataSync().slice(), one.shape, one.dtype);
        for (const step of [1, 2, 3]) update(straight, step);
        const copied: [Tensor, Slots] = [
          again(value),
          Object.fromEntries(Object.entries(slots).map(([slot, one]) => [slot, again(one)])),
        ];
        for (const step of [4, 5]) update(straight, step);
        const want = numbersOf(value, slots);
        for (const one of [value, ...Object.values(slots)]) assert.equal(one.dtype, 'float32');
        [value, slots] = copied;
        const continued = make(rate);
        for (const step of [4, 5]) update(continued, step);
        const got = numbersOf(value, slots);
        assert.sameMembers(Object.keys(got), Object.keys(want));
        for (const [slot, numbers] of Object.entries(want)) assertSameBits(got[slot], numbers, slot);
      });
    });
  }
});
