import { checkChoice } from '../config/checkChoice.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { BLOCK_STYLE, resolveStyle, type BlockStyle, type ResolvedStyle } from '../layers/block/BlockStyle.js';
import { moduleOptionNames } from '../layers/moduleOptionNames.js';
import type { ModuleOptions } from '../modules/Module.js';
import { positionLayers, type PositionKind } from './positionLayers.js';

/** Options of a stack of blocks that reads tokens. */
export interface StackOptions extends ModuleOptions, BlockStyle {
  /** How many tokens there are. */
  vocabularySize: number;
  /** The most tokens it can read at once. */
  contextLength: number;
  /** How many blocks. */
  numLayers: number;
  /** Size of the vector of a position; a multiple of numHeads. */
  width: number;
  /** How many heads attend in each block. */
  numHeads: number;
  /** Size inside the feed-forward networks. Default: four times the width. */
  innerSize?: number;
  /** How positions are told apart. Default `'learned'`. */
  positions?: PositionKind;
}

/** Names of the options of every stack. */
export const STACK_OPTIONS = [
  ...moduleOptionNames,
  ...BLOCK_STYLE,
  ...(['vocabularySize', 'contextLength', 'numLayers', 'width', 'numHeads', 'innerSize', 'positions'] as const),
] as const satisfies readonly (keyof StackOptions)[];

/** The options, checked and filled in. */
export type ResolvedStack = ResolvedStyle & Required<Omit<StackOptions, keyof BlockStyle | keyof ModuleOptions>>;

/**
 * Checks the options of a stack and fills in the defaults.
 *
 * @throws Error when one is out of its range.
 */
export function resolveStack(where: string, options: StackOptions): ResolvedStack {
  const { vocabularySize, contextLength, numLayers, width, numHeads } = checkObject(where, 'options', options);
  const sizes = { vocabularySize, contextLength, numLayers, width, numHeads };
  for (const [name, size] of Object.entries(sizes)) checkNumber(where, name, size, { whole: true, above: 0 });
  if (width % numHeads !== 0) {
    throw new Error(`${where}: width must be a multiple of numHeads, ${numHeads}, got ${width}`);
  }
  const { innerSize = 4 * width, positions = 'learned' } = options;
  checkNumber(where, 'innerSize', innerSize, { whole: true, above: 0 });
  checkChoice(where, 'positions', positions, Object.keys(positionLayers));
  if (positions === 'rotary' && (width / numHeads) % 2 !== 0) {
    throw new Error(`${where}: width must be a multiple of ${2 * numHeads} with rotary positions, got ${width}`);
  }
  return { ...sizes, innerSize, positions, ...resolveStyle(where, options) };
}
