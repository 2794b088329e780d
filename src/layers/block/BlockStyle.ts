import { checkChoice } from '../../config/checkChoice.js';
import { checkNumber } from '../../config/checkNumber.js';
import { checkDropoutRate } from '../../ops/dropout.js';
import { getActivation, type Activation } from '../activations.js';
import { blockChoices, type BlockChoice } from './blockChoices.js';

/** Where a block normalizes: what a part reads (arXiv:2002.04745), or the sum (arXiv:1706.03762). */
export type Normalization = 'pre' | 'post';

/** What the blocks of a transformer are made of, besides their sizes. */
export interface BlockStyle {
  /** Whose heads are mixed, or stay apart. Default `'talkingHeads'`. */
  attention?: BlockChoice<'attention'>;
  /** Probability of dropping attention weights, and outputs of every part. Default 0. */
  dropout?: number;
  /** Added to the variances of the normalizations. Default 1e-5. */
  epsilon?: number;
  /** Before each part, or after it and its residual connection. Default `'pre'`. */
  normalization?: Normalization;
  /** What normalizes. Default `'layerNorm'`. */
  norm?: BlockChoice<'norm'>;
  /** The position-wise network. Default `'dense'`. */
  feedForward?: BlockChoice<'feedForward'>;
  /** Inside the position-wise network. Default `'gelu'`. */
  activation?: Activation;
  /** Probability of passing a part by in training, for each sequence of the batch (arXiv:1603.09382). Default 0. */
  stochasticDepth?: number;
  /** First value of the factors of what each part gives (arXiv:2103.17239). Default: no factors. */
  layerScale?: number | null;
}

/** Names of the options of a style. */
export const BLOCK_STYLE = [
  ...(['attention', 'dropout', 'epsilon', 'normalization', 'norm', 'feedForward', 'activation'] as const),
  ...(['stochasticDepth', 'layerScale'] as const),
] as const satisfies readonly (keyof BlockStyle)[];

/** The style, checked and filled in. */
export type ResolvedStyle = Required<BlockStyle>;

/**
 * Checks the style of blocks and fills in the defaults.
 *
 * @throws Error when an option is out of its range.
 */
export function resolveStyle(where: string, options: BlockStyle): ResolvedStyle {
  const {
    attention = 'talkingHeads',
    dropout = 0,
    epsilon = 1e-5,
    normalization = 'pre',
    norm = 'layerNorm',
  } = options;
  const { feedForward = 'dense', activation = 'gelu', stochasticDepth = 0, layerScale = null } = options;
  for (const [name, value] of Object.entries({ attention, norm, feedForward })) {
    checkChoice(where, name, value, Object.keys(blockChoices[name as keyof typeof blockChoices]));
  }
  checkChoice(where, 'normalization', normalization, ['pre', 'post']);
  checkDropoutRate(where, dropout, 'dropout');
  checkNumber(where, 'epsilon', epsilon, { atLeast: 0 });
  getActivation(activation, where);
  checkDropoutRate(where, stochasticDepth, 'stochasticDepth');
  if (layerScale !== null) checkNumber(where, 'layerScale', layerScale);
  return { attention, dropout, epsilon, normalization, norm, feedForward, activation, stochasticDepth, layerScale };
}
