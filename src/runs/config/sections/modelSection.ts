import * as z from 'zod';
import { activationNames } from '../../../layers/activations.js';
import { blockChoices, type BlockChoice } from '../../../layers/block/blockChoices.js';
import { positionLayers, type PositionKind } from '../../../models/positionLayers.js';

function choicesOf<Option extends keyof typeof blockChoices>(option: Option): BlockChoice<Option>[] {
  return Object.keys(blockChoices[option]) as BlockChoice<Option>[];
}

const size = z.int().min(1);
const rate = z.number().min(0).lt(1);

/** The options of a `Transformer` that are plain data, besides the size of the vocabulary, which the text gives. */
export const modelSection = z
  .strictObject({
    attention: z
      .enum(choicesOf('attention'))
      .default('talkingHeads')
      .meta({ description: 'heads that are mixed, or kept apart' }),
    numLayers: size.default(4).meta({ description: 'decoder blocks' }),
    width: size.default(128).meta({ description: 'size of the vector of a token, a multiple of numHeads' }),
    numHeads: size.default(4).meta({ description: 'attention heads of a block' }),
    contextLength: size.default(128).meta({ description: 'tokens the model reads at once' }),
    innerSize: size.optional().meta({ description: 'size inside the feed-forward networks; default: 4 times width' }),
    dropout: rate.default(0).meta({ description: 'probability of dropping attention weights and outputs' }),
    positions: z
      .enum(Object.keys(positionLayers) as PositionKind[])
      .default('learned')
      .meta({ description: 'how positions are told apart' }),
    normalization: z
      .enum(['pre', 'post'])
      .default('pre')
      .meta({ description: 'before each part of a block, or after it and its residual connection' }),
    norm: z.enum(choicesOf('norm')).default('layerNorm').meta({ description: 'what normalizes' }),
    epsilon: z.number().min(0).default(1e-5).meta({ description: 'added to the variances of the normalizations' }),
    feedForward: z.enum(choicesOf('feedForward')).default('dense').meta({ description: 'the position-wise network' }),
    activation: z.enum(activationNames).default('gelu').meta({ description: 'inside the position-wise network' }),
    stochasticDepth: rate.default(0).meta({ description: 'probability of passing a part of a block by in training' }),
    layerScale: z
      .number()
      .nullable()
      .default(null)
      .meta({ description: 'first value of the factors of what each part gives; null: no factors' }),
  })
  .prefault({})
  .meta({ description: 'The transformer' });
