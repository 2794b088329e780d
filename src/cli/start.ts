/** `npm start`: trains a character-level transformer on a book, and shows what came of it. */
import '../backends/simd/register.js';
import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { saveWeights } from '../checkpoints/weightsFile.js';
import { bigramLoss } from '../data/bigramLoss.js';
import { knownWords } from '../data/knownWords.js';
import { loadText } from '../data/loadText.js';
import { splitTokens } from '../data/splitTokens.js';
import { consecutiveWindows } from '../data/tokenWindows.js';
import { generate } from '../models/generate.js';
import { languageModelLoss } from '../models/languageModelLoss.js';
import { Transformer } from '../models/Transformer.js';
import { AdamW } from '../optimizers/AdamW.js';
import { CosineDecay } from '../schedules/CosineDecay.js';
import { CharacterTokenizer } from '../tokenizers/CharacterTokenizer.js';
import { evaluate } from '../training/evaluate.js';
import type { TrainingEvent } from '../training/events.js';
import { ProgressBar } from '../training/progress/ProgressBar.js';
import { train } from '../training/train.js';
import { chooseBlas } from './chooseBlas.js';
import { makeRunFolder } from './runFolder.js';
import { readStartOptions, type StartOptions } from './startOptions.js';
import { writePictures } from './writePictures.js';

/** Held-out batches that are measured along the way; all of them are at the end. */
const VALIDATION_BATCHES = 16;

async function start(options: StartOptions): Promise<void> {
  const products = await chooseBlas(options.blas);
  const text = await loadText(options.text);
  const tokenizer = CharacterTokenizer.fromText(text);
  tokenizer.encode(options.prompt);
  const { training, validation } = splitTokens(tokenizer.encode(text));
  const bigram = bigramLoss(training, validation, tokenizer.size);
  const name = basename(options.text, extname(options.text));
  const folder = await makeRunFolder(name, options.out);
  const model = new Transformer({
    vocabularySize: tokenizer.size,
    contextLength: options.contextLength,
    numLayers: options.layers,
    width: options.width,
    numHeads: options.heads,
    attention: options.attention === 'talking-heads' ? 'talkingHeads' : 'multiHead',
    dropout: options.dropout,
    seed: options.seed,
  });
  console.log(`${name}: ${text.length.toLocaleString('en')} characters, ${tokenizer.size} different`);
  console.log(`${options.attention} transformer: ${model.summary().split('\n').at(-1)}`);
  console.log(`bigram table: ${bigram.toFixed(3)} nats a character on the held-out tenth`);
  console.log(`${products}\n`);

  const events = await trainWithProgress(model, training, validation, options);

  console.log('\nmeasuring the whole held-out tenth ...');
  const batches = consecutiveWindows({ tokens: validation, batchSize: 64, length: options.contextLength });
  const loss = await evaluate(model, batches, languageModelLoss);
  const below = bigram - loss;
  console.log(`validation loss  ${loss.toFixed(3)} nats a character, perplexity ${Math.exp(loss).toFixed(2)}`);
  console.log(`bigram table     ${bigram.toFixed(3)} nats a character, perplexity ${Math.exp(bigram).toFixed(2)}`);
  console.log(
    `difference       ${Math.abs(below).toFixed(3)} nats ${below >= 0 ? 'better' : 'worse'} than the table\n`,
  );

  const { prompt, sampleLength: length, temperature, seed } = options;
  const sample = generate(model, tokenizer, prompt, { length, temperature, seed });
  console.log(`${sample}\n`);
  const { known, words } = knownWords(text, prompt, sample);
  if (words > 0)
    console.log(`${known} of its ${words} words occur in the text (${Math.round((100 * known) / words)} %)`);
  await saveWeights(model, join(folder, 'weights.safetensors'));
  await writeFile(join(folder, 'sample.txt'), `${sample}\n`);
  const pictures = await writePictures(folder, name, model, events, bigram);
  const written = [join(folder, 'weights.safetensors'), join(folder, 'sample.txt'), ...pictures];
  console.log(['wrote', ...written].join('\n  '));
}

/** Trains until done or interrupted: the first Ctrl-C ends after the step in hand, a second one at once. */
async function trainWithProgress(
  model: Transformer,
  data: Int32Array,
  validation: Int32Array,
  options: StartOptions,
): Promise<TrainingEvent[]> {
  const { steps, batchSize, learningRate, weightDecay, evaluateEvery, seed } = options;
  const warmupSteps = Math.min(100, Math.floor(steps / 2));
  const schedule = new CosineDecay({
    initialLearningRate: learningRate / 10,
    warmupTarget: learningRate,
    warmupSteps,
    decaySteps: steps - warmupSteps,
    alpha: 0.05,
  });
  const optimizer = new AdamW({
    learningRate: schedule,
    weightDecay,
    excludeFromWeightDecay: ['**.bias', '**.gamma', '**.beta'],
    beta2: 0.99,
    globalClipNorm: 1,
  });
  let interrupted = false;
  process.once('SIGINT', () => (interrupted = true));
  const bar = new ProgressBar();
  const events: TrainingEvent[] = [];
  const settings = { data, validation, validationBatches: VALIDATION_BATCHES, optimizer, steps, batchSize, seed };
  for await (const event of train(model, { ...settings, evaluateEvery })) {
    events.push(event);
    bar.observe(event);
    if (interrupted) break;
  }
  bar.close();
  return events;
}

start(readStartOptions(process.argv.slice(2))).catch((error: unknown) => {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
