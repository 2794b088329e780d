import type { Tensor } from '@tensorflow/tfjs-core';
import { Module } from '../../src/modules/Module.js';
import { Parameter, type ParameterOptions } from '../../src/modules/Parameter.js';

/** A module of some parameters, with the paths `list.0`, `list.1`… */
export class ListModule extends Module {
  readonly list: Parameter[];

  /** @param starts Their first values; freed here. */
  constructor(starts: Tensor[], options: ParameterOptions = {}) {
    super({ name: 'list' });
    this.list = starts.map((start) => {
      try {
        return new Parameter(() => start.clone(), options);
      } finally {
        start.dispose();
      }
    });
  }
}
