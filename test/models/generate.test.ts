import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { generate } from '../../src/models/generate.js';
import { Transformer } from '../../src/models/Transformer.js';
import { CharacterTokenizer } from '../../src/tokenizers/CharacterTokenizer.js';

const tokenizer = CharacterTokenizer.fromText('abcd');

/** Gives the next token of the alphabet the logit `lead`, the one after it half of that, the others nothing. */
class Alphabet {
  readonly contextLength = 3;
  readonly lengths: number[] = [];
  constructor(readonly lead: number) {}
  call(tokens: Tensor): Tensor {
    const length = tokens.shape[1]!;
    this.lengths.push(length);
    const rows = [...tokens.dataSync()].map((token) => {
      return [0, 1, 2, 3].map((next) => [0, this.lead, this.lead / 2, 0][(next - token + 4) % 4]);
    });
    return tensor([rows], [1, length, 4]);
  }
}

describe('generate', () => {
  it('always takes the likeliest at temperature 0', () => {
    const model = new Alphabet(1e-3);
    assert.equal(generate(model, tokenizer, 'b', { length: 6, temperature: 0 }), 'bcdabcd');
  });

  it('reads the last contextLength tokens at most', () => {
    const model = new Alphabet(1);
    generate(model, tokenizer, 'ab', { length: 4 });
    assert.deepEqual(model.lengths, [2, 3, 3, 3]);
  });

  it('draws by seed', () => {
    const model = new Alphabet(1);
    const drawn = (seed?: number): string => generate(model, tokenizer, 'a', { length: 40, seed });
    assert.equal(drawn(1), drawn(1));
    assert.notEqual(drawn(1), drawn(2));
    assert.equal(drawn(), drawn(0));
    assert.lengthOf(drawn(1), 41);
  });

  it('draws each token as often as the softmax of the logits over the temperature says', () => {
    const length = 4000;
    for (const temperature of [0.5, 1, 3]) {
      const text = generate(new Alphabet(1), tokenizer, 'a', { length, temperature });
      const counts = [0, 0, 0, 0];
      const codes = [...text].map((letter) => letter.charCodeAt(0));
      codes.slice(1).forEach((code, i) => counts[(code - codes[i] + 4) % 4]++);
      const weights = [0, 1, 0.5, 0].map((logit) => Math.exp(logit / temperature));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      weights.forEach((weight, i) => {
        const p = weight / total;
        // Four standard deviations of a binomial.
        assert.closeTo(counts[i] / length, p, 4 * Math.sqrt((p * (1 - p)) / length));
      });
    }
  });

  it('never draws what is all but impossible', () => {
    assert.equal(generate(new Alphabet(1e4), tokenizer, 'a', { length: 8, seed: 5 }), 'abcdabcda');
  });

  it('draws only the likeliest with topK and topP', () => {
    const drawn = (options: object): string => generate(new Alphabet(1), tokenizer, 'a', { length: 200, ...options });
    const steps = (text: string): number[] => {
      const codes = [...text].map((letter) => letter.charCodeAt(0));
      return [...new Set(codes.slice(1).map((code, i) => (code - codes[i] + 4) % 4))].sort();
    };
    assert.deepEqual(steps(drawn({})), [0, 1, 2, 3]);
    assert.deepEqual(steps(drawn({ topK: 2 })), [1, 2]);
    // The likeliest has 0.43, with the next 0.69.
    assert.deepEqual(steps(drawn({ topP: 0.6 })), [1, 2]);
    assert.equal(drawn({ topP: 0.4 }), drawn({ temperature: 0 }));
    assert.equal(drawn({ topK: 1 }), drawn({ temperature: 0 }));
    assert.equal(drawn({ topK: 4, topP: 1 }), drawn({}));
  });

  it('draws the text that this seed always drew', () => {
    assert.equal(generate(new Alphabet(1), tokenizer, 'a', { length: 24, seed: 7 }), 'adabccabcadabbcaddbcabdab');
  });

  it('adds 200 tokens by default, and none on request', () => {
    assert.lengthOf(generate(new Alphabet(1), tokenizer, 'abc'), 203);
    assert.equal(generate(new Alphabet(1), tokenizer, 'abc', { length: 0 }), 'abc');
  });

  it('continues with a transformer', () => {
    const model = new Transformer({
      vocabularySize: 4,
      contextLength: 3,
      numLayers: 1,
      width: 4,
      numHeads: 2,
      seed: 1,
    });
    const text = generate(model, tokenizer, 'ab', { length: 10, seed: 1 });
    assert.match(text, /^ab[abcd]{10}$/);
    assert.equal(generate(model, tokenizer, 'ab', { length: 10, seed: 1 }), text);
    model.dispose();
  });

  it('refuses an empty prompt and options out of their range', () => {
    const run = (prompt: string, options = {}): string => generate(new Alphabet(1), tokenizer, prompt, options);
    assert.throws(() => run(''), 'generate: prompt must hold at least one token, got none');
    assert.throws(() => run('a', { length: -1 }), 'generate: length must be a whole number, at least 0, got -1');
    assert.throws(
      () => run('a', { temperature: -0.5 }),
      'generate: temperature must be a finite number, at least 0, got -0.5',
    );
    assert.throws(() => run('a', { topK: 0 }), 'generate: topK must be a whole number, at least 1, got 0');
    assert.throws(() => run('a', { topP: 2 }), 'generate: topP must be a finite number, above 0, at most 1, got 2');
    assert.throws(() => run('e'), 'CharacterTokenizer.encode');
    assert.throws(() => run('a', { seed: -1 }), 'RandomKey: seed must be a whole number in [0, 2^53), got -1');
  });
});
