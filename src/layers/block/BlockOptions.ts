import { checkNumber } from '../../config/checkNumber.js';
import { checkObject } from '../../config/checkObject.js';
import type { ModuleOptions } from '../../modules/Module.js';
import { resolveStyle, type BlockStyle, type ResolvedStyle } from './BlockStyle.js';

/** Options of the blocks of a transformer. */
export interface BlockOptions extends ModuleOptions, BlockStyle {
  /** How many heads attend, at least 1. */
  numHeads: number;
  /** Size of each head. */
  keyDim: number;
  /** Size inside the feed-forward network. */
  innerSize: number;
}

/** The options, checked and filled in. */
export type ResolvedBlock = ResolvedStyle & Pick<BlockOptions, 'numHeads' | 'keyDim' | 'innerSize'>;

/**
 * Checks the options of a block and fills in the defaults.
 *
 * @throws Error when one is out of its range.
 */
export function resolveBlock(where: string, options: BlockOptions): ResolvedBlock {
  const { numHeads, keyDim, innerSize } = checkObject(where, 'options', options);
  for (const [name, size] of Object.entries({ numHeads, keyDim, innerSize })) {
    checkNumber(where, name, size, { whole: true, above: 0 });
  }
  return { numHeads, keyDim, innerSize, ...resolveStyle(where, options) };
}
