import { FeedForward } from '../FeedForward.js';
import { GatedFeedForward } from '../GatedFeedForward.js';
import { LayerNorm } from '../LayerNorm.js';
import { MultiHeadAttention } from '../MultiHeadAttention.js';
import { RmsNorm } from '../RmsNorm.js';
import { TalkingHeadsAttention } from '../TalkingHeadsAttention.js';

/** The layers that a block can be made of, by the option that chooses and its value. */
export const blockChoices = {
  attention: { talkingHeads: TalkingHeadsAttention, multiHead: MultiHeadAttention },
  norm: { layerNorm: LayerNorm, rmsNorm: RmsNorm },
  feedForward: { dense: FeedForward, gated: GatedFeedForward },
};

/** Values of one option of {@link blockChoices}. */
export type BlockChoice<Option extends keyof typeof blockChoices> = keyof (typeof blockChoices)[Option];

/** What attends in a block. */
export type BlockAttention = InstanceType<(typeof blockChoices.attention)[BlockChoice<'attention'>]>;

/** What normalizes in a block. */
export type BlockNorm = InstanceType<(typeof blockChoices.norm)[BlockChoice<'norm'>]>;

/** The position-wise network of a block. */
export type BlockFeedForward = InstanceType<(typeof blockChoices.feedForward)[BlockChoice<'feedForward'>]>;
