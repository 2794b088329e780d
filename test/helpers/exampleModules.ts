import { tensor } from '@tensorflow/tfjs-core';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import type { L2 } from '../../src/regularizers/L2.js';

/** A parameter with these values. */
export const parameter = (values: number[], regularizer?: L2): Parameter =>
  new Parameter(() => tensor(values), { regularizer });

/** A module with one parameter. */
export class Leaf extends Module {
  readonly weight: Parameter;
  constructor(values: number[] = [1, 2], regularizer?: L2) {
    super({});
    this.weight = parameter(values, regularizer);
  }
}

/** Every way in which a parameter can be held. */
export class Everything extends Module {
  readonly own = parameter([1]);
  readonly children = [new Leaf(), new Leaf()];
  readonly options = { inner: { scale: parameter([3]) }, text: 'ignored', none: null };
  readonly byName = new Map([['a', new Leaf([4])]]);
  readonly notWalked = new (class Other {
    readonly weight = 'not a parameter';
  })();
}
