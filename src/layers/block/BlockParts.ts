import { Dropout } from '../Dropout.js';
import { blockChoices, type BlockAttention, type BlockFeedForward, type BlockNorm } from './blockChoices.js';
import type { ResolvedBlock } from './BlockOptions.js';
import { ResidualBranch } from './ResidualBranch.js';

/** Makes the layers of a block as its options say. */
export class BlockParts {
  readonly #options: ResolvedBlock;

  constructor(options: ResolvedBlock) {
    this.#options = options;
  }

  norm(): BlockNorm {
    const { norm, epsilon } = this.#options;
    return new blockChoices.norm[norm]({ epsilon });
  }

  attention(): BlockAttention {
    const { attention, numHeads, keyDim, dropout } = this.#options;
    return new blockChoices.attention[attention]({ numHeads, keyDim, dropout });
  }

  /** Of what attention gives. */
  dropout(): Dropout {
    return new Dropout({ rate: this.#options.dropout });
  }

  /** It drops out what it gives. */
  feedForward(): BlockFeedForward {
    const { feedForward, innerSize, activation, dropout } = this.#options;
    return new blockChoices.feedForward[feedForward]({ innerSize, activation, dropout });
  }

  /** @param norm The one of the part; its parameters belong to whoever holds it. */
  branch(norm: BlockNorm): ResidualBranch {
    const { normalization, layerScale, stochasticDepth } = this.#options;
    return new ResidualBranch({ norm, normalization, layerScale, stochasticDepth });
  }
}
