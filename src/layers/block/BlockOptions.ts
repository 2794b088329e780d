import { checkNumber } from '../../config/checkNumber.js';
import type { ModuleOptions } from '../../modules/Module.js';
import { moduleOptionNames } from '../moduleOptionNames.js';
import { BLOCK_STYLE, resolveStyle, type BlockStyle, type ResolvedStyle } from './BlockStyle.js';

/** Options of the blocks of a transformer. */
export interface BlockOptions extends ModuleOptions, BlockStyle {
  /** How many heads attend, at least 1. */
  numHeads: number;
  /** Size of each head. */
  keyDim: number;
  /** Size inside the feed-forward network. */
  innerSize: number;
}

/** Names of the options of every block. */
export const BLOCK_OPTIONS = [
  ...moduleOptionNames,
  ...BLOCK_STYLE,
  ...(['numHeads', 'keyDim', 'innerSize'] as const),
] as const satisfies readonly (keyof BlockOptions)[];

/** The options, checked and filled in. */
export type ResolvedBlock = ResolvedStyle & Pick<BlockOptions, 'numHeads' | 'keyDim' | 'innerSize'>;

/**
 * Checks the options of a block and fills in the defaults.
 *
 * @throws Error when one is out of its range.
 */
export function resolveBlock(where: string, options: BlockOptions): ResolvedBlock {
  const { numHeads, keyDim, innerSize } = options;
  for (const [name, size] of Object.entries({ numHeads, keyDim, innerSize })) {
    checkNumber(where, name, size, { whole: true, above: 0 });
  }
  return { numHeads, keyDim, innerSize, ...resolveStyle(where, options) };
}
