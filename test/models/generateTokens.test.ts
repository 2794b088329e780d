import { memory, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { generate } from '../../src/models/generate.js';
import { generateTokens } from '../../src/models/generateTokens.js';
import { Transformer } from '../../src/models/Transformer.js';
import { CharacterTokenizer } from '../../src/tokenizers/CharacterTokenizer.js';

/** Gives every token the same logits, and counts its calls. */
class Fixed {
  readonly contextLength = 3;
  readonly read: number[][] = [];
  constructor(readonly logits: number[]) {}
  call(tokens: Tensor): Tensor {
    this.read.push([...tokens.dataSync()]);
    const length = tokens.shape[1]!;
    const rows = Array.from({ length }, () => this.logits);
    return tensor([rows], [1, length, this.logits.length]);
  }
}

const sizes = { vocabularySize: 4, contextLength: 3, numLayers: 1, width: 4, numHeads: 2, seed: 1 };

describe('generateTokens', () => {
  it('gives the tokens that follow, each read with those before', () => {
    const model = new Fixed([0, 0, 5]);
    assert.deepEqual([...generateTokens(model, [0, 1], { length: 3, temperature: 0 })], [2, 2, 2]);
    assert.deepEqual(model.read, [
      [0, 1],
      [0, 1, 2],
      [1, 2, 2],
    ]);
  });

  it('computes no token before it is asked for, and none behind the last', () => {
    const model = new Fixed([0, 1]);
    const tokens = generateTokens(model, [0], { length: 5 });
    assert.lengthOf(model.read, 0);
    tokens.next();
    tokens.next();
    assert.lengthOf(model.read, 2);
    tokens.return();
    assert.isTrue(tokens.next().done);
    assert.lengthOf(model.read, 2);
  });

  it('leaves no tensor between two tokens, when it is left early, and when the model throws', () => {
    const model = new Transformer(sizes);
    model.ensureBuilt([1, 3]);
    const { numTensors } = memory();
    let seen = 0;
    for (const token of generateTokens(model, [0, 1], { length: 10 })) {
      assert.isBelow(token, 4);
      assert.equal(memory().numTensors, numTensors);
      if (++seen === 3) break;
    }
    assert.throws(() => [...generateTokens(model, [9], { length: 1 })]);
    assert.equal(memory().numTensors, numTensors);
    model.dispose();
  });

  it('gives what generate writes, with every option', () => {
    const tokenizer = CharacterTokenizer.fromText('abcd');
    const model = new Transformer(sizes);
    for (const options of [{}, { topK: 2 }, { topP: 0.6, temperature: 1.5 }, { topK: 3, topP: 0.8, seed: 4 }]) {
      const tokens = [...generateTokens(model, tokenizer.encode('ab'), { ...options, length: 12 })];
      assert.equal(generate(model, tokenizer, 'ab', { ...options, length: 12 }), `ab${tokenizer.decode(tokens)}`);
    }
    model.dispose();
  });

  it('draws only what topK and topP leave, as often as their softmax says', () => {
    const length = 4000;
    const logits = [4, 2, 1, 1].map(Math.log);
    const count = (options: object): number[] => {
      const counts = logits.map(() => 0);
      for (const token of generateTokens(new Fixed(logits), [0], { ...options, length })) counts[token]++;
      return counts;
    };
    const cases: [object, number[]][] = [
      [{ topK: 2 }, [2 / 3, 1 / 3, 0, 0]],
      [{ topK: 3 }, [4 / 7, 2 / 7, 1 / 7, 0]],
      [{ topP: 0.6 }, [2 / 3, 1 / 3, 0, 0]],
      [{ topP: 0.9 }, [1 / 2, 1 / 4, 1 / 8, 1 / 8]],
      [{ topK: 2, topP: 0.6 }, [1, 0, 0, 0]],
    ];
    for (const [options, expected] of cases) {
      const counts = count(options);
      // Four standard deviations of a binomial.
      expected.forEach((p, i) => assert.closeTo(counts[i] / length, p, 4 * Math.sqrt((p * (1 - p)) / length)));
    }
  });

  it('adds 200 tokens by default, and draws by seed', () => {
    const drawn = (seed?: number): number[] => [...generateTokens(new Fixed([0, 0, 0]), [1], { seed })];
    assert.lengthOf(drawn(), 200);
    assert.deepEqual(drawn(), drawn(0));
    assert.notDeepEqual(drawn(1), drawn(2));
  });

  it('keeps the tokens and options it was given', () => {
    const [tokens, options] = [[0, 1], { length: 2, temperature: 0 }];
    const drawn = generateTokens(new Fixed([0, 0, 5]), tokens, options);
    tokens.push(1);
    options.length = 9;
    assert.deepEqual([...drawn], [2, 2]);
    assert.deepEqual(tokens, [0, 1, 1]);
  });

  it('names a logit that is not finite', () => {
    const model = new Fixed([0, NaN, 1]);
    const drawn = generateTokens(model, [0]);
    assert.throws(() => drawn.next(), /^drawToken: logits must be finite, .*, got NaN for token 1$/);
    const tokenizer = CharacterTokenizer.fromText('abc');
    assert.throws(() => generate(model, tokenizer, 'a', { temperature: 0 }), 'got NaN for token 1');
  });

  it('refuses bad arguments before the first token is asked for', () => {
    const model = new Fixed([0, 1]);
    assert.throws(() => generateTokens(model, []), 'generateTokens: tokens must hold at least one token, got none');
    assert.throws(
      () => generateTokens(model, [0, 0.5]),
      'generateTokens: tokens[1] must be a whole number, at least 0, below 2147483648, got 0.5',
    );
    const says = (options: object, message: string): unknown =>
      assert.throws(() => generateTokens(model, [0], options), `generateTokens: ${message}`);
    says({ topK: 0 }, 'topK must be a whole number, at least 1, got 0');
    says({ topK: 1.5 }, 'topK must be a whole number, at least 1, got 1.5');
    says({ topP: 0 }, 'topP must be a finite number, above 0, at most 1, got 0');
    says({ topP: 1.1 }, 'topP must be a finite number, above 0, at most 1, got 1.1');
    says({ topP: NaN }, 'topP must be a finite number, above 0, at most 1, got NaN');
  });
});
