import { tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { checkList } from '../config/checkList.js';
import { checkMethods } from '../config/checkMethods.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { checkCallOptions, child, type CallOptions } from '../modules/CallOptions.js';
import { checkModule } from '../modules/checkModule.js';
import { Module, type AnyModule, type ModuleOptions } from '../modules/Module.js';
import { AttentionLayer } from './attention/AttentionLayer.js';
import { moduleConfig } from './moduleConfig.js';
import { moduleOptionNames } from './moduleOptionNames.js';

/** A module of one input and one output. */
export type SequentialLayer = AnyModule & {
  /** Computes the input of the next layer. */
  call(x: Tensor, options?: CallOptions): Tensor;
  /** The type of what it takes: `'int32'` of ids. Default `'float32'`. */
  readonly inputDtype?: 'float32' | 'int32';
};

/** Options of {@link Sequential}. */
export interface SequentialOptions extends ModuleOptions {
  /** In the order in which they are called; at least one. A layer that is named twice shares its parameters. */
  layers: readonly SequentialLayer[];
}

/**
 * Layers one after the other: each is given what the one before it gives.
 *
 * Weights: those of the layers, as `layers.0…`, `layers.1…`.
 */
export class Sequential extends Module {
  static readonly className = 'Sequential';
  readonly layers: readonly SequentialLayer[];

  /** @throws Error when there is no layer, or one is not a module with a `call`. */
  constructor(options: SequentialOptions) {
    const { layers, ...others } = checkOptions('Sequential', options, [...moduleOptionNames, 'layers']);
    super(others);
    checkList('Sequential', 'layers', layers);
    if (layers.length === 0) throw new Error('Sequential: layers must hold at least one layer, got none');
    layers.forEach((layer, i) => {
      checkModule('Sequential', `layers[${i}]`, layer);
      checkMethods('Sequential', `layers[${i}]`, layer, ['call']);
    });
    this.layers = [...layers];
  }

  /** That of its first layer. */
  get inputDtype(): 'float32' | 'int32' {
    return this.layers[0].inputDtype ?? 'float32';
  }

  /**
   * Builds each layer for what the one before it gives of zeros.
   *
   * @param shape Of the input, which is of the first layer's `inputDtype`.
   */
  override build(shape: Shape, key: RandomKey): void {
    tidy(() => {
      let x: Tensor = zeros([...shape], this.inputDtype);
      for (const [i, layer] of this.layers.entries()) {
        const inputs = layer instanceof AttentionLayer ? { query: x.shape } : x.shape;
        (layer as Module<typeof inputs>).build(inputs, key.fold('layers').fold(i));
        x = checkOutput(layer.call(x), i);
      }
    });
  }

  /**
   * @param x What the first layer takes.
   * @param options Each layer gets those of a child, by its index.
   * @returns What the last layer gives.
   * @throws Error when a layer does, or gives something else than a tensor.
   */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('Sequential', 'x', x);
    const scope = { ...checkCallOptions('Sequential', options) };
    this.ensureBuilt(x.shape);
    const { output } = tidy(() => ({
      output: this.layers.reduce((given, layer, i) => checkOutput(layer.call(given, child(scope, String(i))), i), x),
      // Layers add theirs in here, and the caller reads them.
      activityLosses: scope.activityLosses ?? [],
    }));
    return output;
  }

  /**
   * All options; the layers as they are, for a registry to write.
   *
   * @throws Error when a layer is named twice: written down, it would be two that share nothing.
   */
  getConfig(): Record<string, unknown> {
    const again = this.layers.findIndex((layer, i) => this.layers.indexOf(layer) !== i);
    if (again !== -1) {
      const first = this.layers.indexOf(this.layers[again]);
      throw new Error(`Sequential: layers must be different to be described, got layers[${again}] = layers[${first}]`);
    }
    return { ...moduleConfig(this), layers: this.layers };
  }
}

function checkOutput(given: Tensor, i: number): Tensor {
  checkTensor('Sequential', `output of layers[${i}]`, given);
  return given;
}
