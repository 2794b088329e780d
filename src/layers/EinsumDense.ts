import { add, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkText } from '../config/checkText.js';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkBroadcasts, formatShape, shapeMatches, type Shape } from '../engine/shapes.js';
import type { KernelAxes } from '../initializers/KernelAxes.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { einsum } from '../ops/einsum.js';
import { linear } from '../ops/linear.js';
import { regularizers, type RegularizerIdentifier } from '../regularizers/index.js';
import type { Regularizer } from '../regularizers/Regularizer.js';
import { activationName, getActivation, type Activation } from './activations.js';
import { collectActivityLoss } from './activityLoss.js';
import { describeWeightRule } from './describeWeightRule.js';
import { moduleConfig } from './moduleConfig.js';
import {
  createWeight,
  KERNEL_AND_BIAS_OPTIONS,
  weightRules,
  type KernelAndBiasOptions,
  type WeightRule,
} from './weightOptions.js';

/** Options of {@link EinsumDense}. */
export interface EinsumDenseOptions extends ModuleOptions, Omit<KernelAndBiasOptions, 'useBias'> {
  /** Of the input and the kernel, such as `'abc,cde->abde'`; `...` may stand for leading axes of input and output. */
  equation: string;
  /** Sizes of the output's axes after the first; null where the input says. With `...`, of the axes that have letters. */
  outputShape: number | readonly (number | null)[];
  /** Output letters that the bias has, such as `'de'`. Default: no bias. */
  biasAxes?: string;
  /** Default: none. */
  activation?: Activation;
  /** Penalty on the output. Default: none. */
  activityRegularizer?: RegularizerIdentifier | null;
}

const OPTIONS = [
  ...(['name', 'trainable', 'seed', 'equation', 'outputShape', 'activation', 'biasAxes'] as const),
  ...(['activityRegularizer', ...KERNEL_AND_BIAS_OPTIONS.filter((name) => name !== 'useBias')] as const),
] as const;

/**
 * A dense layer whose product is an einsum: `y = activation(einsum(equation, x, kernel) + bias)`.
 *
 * The kernel's shape follows from the equation: sizes of input letters from the first input, the others from
 * `outputShape`.
 */
export class EinsumDense extends Module {
  static readonly className = 'EinsumDense';
  readonly equation: string;
  /** Of the shape that the equation gives; made by `build`. */
  kernel!: Parameter;
  /** One axis per output letter from the first of `biasAxes` on, of size 1 where the bias lacks it. */
  bias?: Parameter;
  /** Over how many axes {@link linear} sums in the layer's stead; 0 where the equation is another. */
  readonly #summed: number;
  readonly #outputSizes: readonly (number | null)[];
  readonly #biasAxes?: string;
  readonly #activationOption?: Activation;
  readonly #activation: (x: Tensor) => Tensor;
  readonly #rules: { kernel: WeightRule; bias: WeightRule };
  readonly #activityRegularizer?: Regularizer;
  #biasShape: number[] = [];

  /** @throws Error when the equation is malformed, or an option is out of its range or not known. */
  constructor(options: EinsumDenseOptions) {
    const { equation, outputShape, biasAxes, activation, activityRegularizer, ...others } = checkOptions(
      'EinsumDense',
      options,
      OPTIONS,
    );
    super(others);
    checkText('EinsumDense', 'equation', equation);
    const parts = /^((?:\.\.\.)?[A-Za-z]+),([A-Za-z]+)->((?:\.\.\.)?[A-Za-z]+)$/.exec(equation);
    if (parts === null) {
      throw new Error(`EinsumDense: equation must read 'input,kernel->output', got '${equation}'`);
    }
    this.equation = equation;
    this.#summed = summedAsLinear(parts[1], parts[2], parts[3]);
    this.#outputSizes = outputSizes(outputShape);
    if (biasAxes !== undefined) checkBiasAxes(biasAxes, parts[3]);
    this.#biasAxes = biasAxes;
    this.#activationOption = activation;
    this.#activation = getActivation(activation, 'EinsumDense');
    this.#rules = weightRules('EinsumDense', others);
    this.#activityRegularizer = regularizers.getOptional(activityRegularizer, 'EinsumDense: activityRegularizer');
  }

  /** @throws Error when a letter's size cannot be known, or the output's sizes do not fit the equation. */
  override build(shape: Shape, key: RandomKey): void {
    const [input, kernel, output] = this.equation.replace(/\.\.\./g, '').split(/,|->/);
    const sizes = new Map<string, number>();
    [...input].forEach((letter, i) => sizes.set(letter, shape[shape.length - input.length + i]));
    const lettered = this.equation.includes('...') ? [...output] : [...output].slice(1);
    if (lettered.length !== this.#outputSizes.length) {
      throw new Error(
        `EinsumDense: outputShape must hold ${lettered.length} sizes for '${this.equation}', ` +
          `got ${formatShape(this.#outputSizes.map((size) => size ?? 'any'))}`,
      );
    }
    lettered.forEach((letter, i) => {
      const size = this.#outputSizes[i] ?? sizes.get(letter);
      const known = sizes.get(letter) ?? size;
      if (size === undefined || size !== known) {
        throw new Error(`EinsumDense: outputShape must give ${letter} the size ${known ?? 'it has'}, got ${size}`);
      }
      sizes.set(letter, size);
    });
    const sizeOfLetter = (letter: string): number => {
      const size = sizes.get(letter);
      if (size === undefined) throw new Error(`EinsumDense: '${letter}' must stand in input or output of the equation`);
      return size;
    };
    const axes = kernelAxes(input, kernel, output);
    this.kernel = createWeight(this.#rules.kernel, [...kernel].map(sizeOfLetter), key.fold('kernel'), axes);
    if (this.#biasAxes === undefined) return;
    const biasAxes = this.#biasAxes;
    const first = [...output].findIndex((letter) => biasAxes.includes(letter));
    this.#biasShape = [...output].slice(first).map((letter) => (biasAxes.includes(letter) ? sizeOfLetter(letter) : 1));
    this.bias = createWeight(this.#rules.bias, this.#biasShape, key.fold('bias'));
  }

  /**
   * @param x As the equation's first operand.
   * @returns As the equation's output.
   * @throws Error when sizes that kernel or bias have are not those it was built for.
   */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('EinsumDense', 'x', x, 'float32');
    checkCallOptions('EinsumDense', options);
    this.ensureBuilt(x.shape);
    const output = tidy(() => {
      if (this.#isLinear(x)) return this.#activation(linear(x, this.kernel.value, this.bias?.value, this.#summed));
      const product = einsum(this.equation, x, this.kernel.value);
      if (this.bias === undefined) return this.#activation(product);
      checkBroadcasts('EinsumDense', 'bias', this.bias.shape, product.shape);
      return this.#activation(add(product, this.bias.value));
    });
    collectActivityLoss(this.#activityRegularizer, output, options);
    return output;
  }

  /** Whether sizes, of which the equation says little, let {@link linear} compute the layer. */
  #isLinear(x: Tensor): boolean {
    const summed = this.#summed;
    const [input] = this.equation.split(',');
    const lettered = input.replace('...', '').length;
    const fits = input.startsWith('...') ? x.rank >= lettered : x.rank === lettered;
    const sizes = this.kernel.shape;
    return (
      summed > 0 &&
      fits &&
      shapeMatches(x.shape.slice(x.rank - summed), sizes.slice(0, summed)) &&
      (this.bias === undefined || shapeMatches(this.bias.shape, sizes.slice(summed)))
    );
  }

  /**
   * All options as plain data.
   *
   * @throws Error when the activation is a function without a name here, or a class is in no registry.
   */
  getConfig(): Record<string, unknown> {
    const { kernel, bias } = this.#rules;
    return {
      ...moduleConfig(this),
      equation: this.equation,
      outputShape: [...this.#outputSizes],
      activation: activationName('EinsumDense', this.#activationOption),
      biasAxes: this.#biasAxes,
      ...describeWeightRule('kernel', kernel),
      ...describeWeightRule('bias', bias),
      activityRegularizer: this.#activityRegularizer && regularizers.serialize(this.#activityRegularizer),
    };
  }
}

/** How many letters are summed over, where these are the last of the input and the first of the kernel, and else 0. */
function summedAsLinear(input: string, kernel: string, output: string): number {
  const summed = [...kernel].filter((letter) => !output.includes(letter)).length;
  const kept = input.slice(0, input.length - summed);
  const units = kernel.slice(summed);
  const letters = [...(input + units).replace('...', '')];
  const isLinear = input.endsWith(kernel.slice(0, summed)) && output === kept + units;
  return isLinear && new Set(letters).size === letters.length ? summed : 0;
}

/** Which letters of the kernel the equation sums over, and which only the output has besides. */
function kernelAxes(input: string, kernel: string, output: string): KernelAxes {
  const axesWhere = (fits: (letter: string) => boolean): number[] =>
    [...kernel].flatMap((letter, axis) => (fits(letter) ? [axis] : []));
  return {
    inputs: axesWhere((letter) => !output.includes(letter)),
    outputs: axesWhere((letter) => !input.includes(letter)),
  };
}

function outputSizes(outputShape: EinsumDenseOptions['outputShape']): readonly (number | null)[] {
  const sizes: unknown = typeof outputShape === 'number' ? [outputShape] : outputShape;
  const valid = (size: unknown): boolean => size === null || (Number.isInteger(size) && (size as number) > 0);
  if (Array.isArray(sizes) && sizes.every(valid)) return [...(sizes as (number | null)[])];
  throw new Error(
    `EinsumDense: outputShape must be a whole number above 0, or a list of them and null, got ${formatValue(outputShape)}`,
  );
}

function checkBiasAxes(axes: string, output: string): void {
  checkText('EinsumDense', 'biasAxes', axes);
  const known = axes.length > 0 && [...axes].every((letter) => letter !== '.' && output.includes(letter));
  if (!known) throw new Error(`EinsumDense: biasAxes must be letters of the output, '${output}', got '${axes}'`);
}
