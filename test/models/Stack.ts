import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Dense } from '../../src/layers/Dense.js';
import type { RandomKey } from '../../src/engine/random/RandomKey.js';
import { Module, type ModuleOptions } from '../../src/modules/Module.js';

interface StackOptions extends ModuleOptions {
  layers: (Dense | Stack)[];
}

/** A model of a user's: dense layers, or stacks of them, one after the other. */
export class Stack extends Module {
  readonly layers: (Dense | Stack)[];

  constructor({ layers, ...others }: StackOptions) {
    super(others);
    this.layers = layers;
  }

  override build([...shape]: number[], key: RandomKey): void {
    this.layers.forEach((layer, i) => {
      layer.build(shape, key.fold(i));
      shape = [...shape.slice(0, -1), sizeOfOutput(layer)];
    });
  }

  call(x: Tensor): Tensor {
    this.ensureBuilt(x.shape);
    return tidy(() => this.layers.reduce((y, layer) => layer.call(y), x));
  }

  getConfig(): Record<string, unknown> {
    return { name: this.name, trainable: this.trainable, seed: this.seed, layers: this.layers };
  }
}

function sizeOfOutput(layer: Dense | Stack): number {
  return layer instanceof Stack ? sizeOfOutput(layer.layers.at(-1)!) : layer.kernel.shape[1];
}
