import { assert } from 'chai';
import { attentionCase, type AttentionCase } from './attentionCase.js';
import { attentionTensors } from './AttentionInputs.js';
import { Random } from './random.js';

describe('float64/attentionCase', () => {
  const random = new Random(1);
  const cases = Array.from({ length: 200 }, () => attentionCase(random));

  const features: Record<string, (sample: AttentionCase) => boolean> = {
    'a pre-softmax mix': ({ inputs }) => inputs.preSoftmaxWeight !== undefined,
    'a post-softmax mix': ({ inputs }) => inputs.postSoftmaxWeight !== undefined,
    'a mix that is not square': ({ inputs }) => inputs.preSoftmaxWeight?.shape[0] !== inputs.preSoftmaxWeight?.shape[1],
    'a bias': ({ inputs }) => inputs.bias !== undefined,
    'a bias that broadcasts': ({ inputs }) => (inputs.bias?.shape.length ?? 4) < 4,
    'a mask': ({ options }) => options.mask !== undefined,
    'a mask of numbers': ({ options }) => typeof options.mask?.values[0] === 'number',
    'a mask of booleans': ({ options }) => typeof options.mask?.values[0] === 'boolean',
    'additive masking': ({ options }) => options.masking === 'additive',
    'a causal mask': ({ options }) => options.causal === true,
    'a scale': ({ options }) => options.scale !== undefined,
    dropout: ({ options }) => options.dropoutMask !== undefined,
    'a cotangent of the scores': ({ cotangents }) => cotangents.scores !== undefined,
    'a value dim of its own': ({ inputs }) => inputs.value.shape[3] !== inputs.query.shape[3],
    'more keys than queries': ({ inputs }) => inputs.key.shape[1] > inputs.query.shape[1],
    'fewer keys than queries': ({ inputs }) => inputs.key.shape[1] < inputs.query.shape[1],
  };
  for (const [name, has] of Object.entries(features)) {
    it(`has ${name} in some cases, not in all`, () => {
      const count = cases.filter(has).length;
      assert.isTrue(count >= 10 && count <= 190, `${count} of 200`);
    });
  }

  it('has float32 numbers only', () => {
    for (const { inputs, cotangents, options } of cases) {
      const tensors = attentionTensors(inputs).map((name) => inputs[name]!);
      const all = [...tensors, cotangents.output, cotangents.scores, options.dropoutMask].flatMap(
        (x) => x?.values ?? [],
      );
      assert.isTrue([...all, options.scale ?? 1].every((value) => Math.fround(value) === value));
    }
  });
});
