import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../../engine/random/RandomKey.js';
import type { Shape } from '../../engine/shapes.js';
import { child, type CallOptions } from '../../modules/CallOptions.js';
import { Module } from '../../modules/Module.js';
import { LayerScale } from '../LayerScale.js';
import { StochasticDepth } from '../StochasticDepth.js';
import type { BlockNorm } from './blockChoices.js';
import type { ResolvedStyle } from './BlockStyle.js';
import { normalize, settle, type Residual } from './Residual.js';

/** Options of {@link ResidualBranch}. */
export interface ResidualBranchOptions extends Pick<ResolvedStyle, 'normalization' | 'layerScale' | 'stochasticDepth'> {
  /** Shared with the block, which names its parameters. */
  norm: BlockNorm;
}

/**
 * One part of a block and the connection around it (arXiv:1512.03385):
 *
 * ```
 * pre:   y = x + depth(scale · part(norm(x)))      (arXiv:2002.04745)
 * post:  y = norm(x + depth(scale · part(x)))      (arXiv:1706.03762)
 * ```
 *
 * Weights: `scale.gamma` `[features]` with layer scale, and none otherwise.
 */
export class ResidualBranch extends Module {
  static readonly className = 'ResidualBranch';
  /** None without layer scale. */
  readonly scale?: LayerScale;
  readonly depth: StochasticDepth;
  readonly #norm: BlockNorm;
  readonly #normalizesFirst: boolean;

  constructor({ norm, normalization, layerScale, stochasticDepth }: ResidualBranchOptions) {
    super();
    this.#norm = norm;
    this.#normalizesFirst = normalization === 'pre';
    if (layerScale !== null) this.scale = new LayerScale({ initialValue: layerScale });
    this.depth = new StochasticDepth({ rate: stochasticDepth });
  }

  override build(shape: Shape, key: RandomKey): void {
    this.scale?.build(shape, key.fold('scale'));
  }

  /**
   * @param residual `[batch, length, features]`.
   * @param part Gives the same shape.
   * @returns The same shape; what the part gave still waits to be added where the norm comes first.
   */
  call(residual: Residual, part: (x: Tensor) => Tensor, options: CallOptions): Residual {
    this.ensureBuilt(residual.x.shape);
    const weigh = (given: Tensor): Tensor =>
      this.depth.call(this.scale?.call(given) ?? given, child({ ...options }, 'depth'));
    return tidy((): Residual => {
      if (this.#normalizesFirst) {
        const [x, normalized] = normalize(this.#norm, residual);
        return { x, added: weigh(part(normalized)) };
      }
      const x = settle(residual);
      return { x: normalize(this.#norm, { x, added: weigh(part(x)) })[1] };
    });
  }
}
