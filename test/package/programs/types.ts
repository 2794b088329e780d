import { add, mul, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import {
  AdamW,
  CharacterTokenizer,
  child,
  CosineDecay,
  customGradient,
  Dense,
  encodeWeights,
  evaluate,
  generate,
  languageModelLoss,
  meanSquaredError,
  Module,
  Optimizer,
  Parameter,
  RandomKey,
  randomNormal,
  regularizationLoss,
  Regularizer,
  saveWeights,
  setBackend,
  SGD,
  TalkingHeadsAttention,
  train,
  trainStep,
  Transformer,
  valueAndGradients,
  type CallOptions,
  type Shape,
  type TrainingEvent,
} from 'talking-heads';
import { checkGradients, type GradientReport } from 'talking-heads/testing';

/** What users write, of every kind: it must compile. */
export class Gain extends Module {
  gain!: Parameter;
  readonly dense = new Dense({ units: 2, kernelRegularizer: 'l2' });

  override build(shape: Shape, key: RandomKey): void {
    this.gain = new Parameter(() => randomNormal(key.fold('gain'), [shape.at(-1)!]), { regularizer: new Halved() });
  }

  call(x: Tensor, options: CallOptions = {}): Tensor {
    this.ensureBuilt(x.shape);
    return this.dense.call(mul(x, this.gain.value), child(options, 'dense'));
  }
}

export class Halved extends Regularizer {
  override loss(x: Tensor): Tensor {
    return sum(mul(x, 0.5));
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}

export async function trainOnText(text: string): Promise<[string, Uint8Array, number]> {
  await setBackend('cpu');
  const tokenizer = CharacterTokenizer.fromText(text);
  const sizes = { vocabularySize: tokenizer.size, contextLength: 8, numLayers: 1, width: 8, numHeads: 2 };
  const model = new Transformer({ ...sizes, attention: 'talkingHeads', seed: 1 });
  const learningRate = new CosineDecay({ initialLearningRate: 1e-3, decaySteps: 10 });
  const optimizer: Optimizer = new AdamW({ learningRate, globalClipNorm: 1 });
  const events: TrainingEvent[] = [];
  for await (const event of train(model, { data: tokenizer.encode(text), optimizer, steps: 2 })) {
    if (event.kind === 'step') console.log(event.loss.toFixed(3), event.gradientNorm.toFixed(3));
    events.push(event);
  }
  const batches = [{ inputs: new Int32Array(8), targets: new Int32Array(8), shape: [1, 8] as [number, number] }];
  const loss: number = await evaluate(model, batches, languageModelLoss);
  await saveWeights(model, 'model.safetensors');
  return [generate(model, tokenizer, 'a', { length: 3, seed: 1 }), encodeWeights(model), loss];
}

export async function oneStep(query: Tensor, target: Tensor): Promise<number> {
  const attention = new TalkingHeadsAttention({ numHeads: 2, keyDim: 4, kernelInitializer: 'glorotUniform' });
  const output: Tensor = attention.call(query);
  const [, scores]: [Tensor, Tensor] = attention.call(
    { query, value: output },
    { useCausalMask: true, returnAttentionScores: true },
  );
  console.log(scores.shape);
  const { gradients } = valueAndGradients(() => sum(attention.call(query)), attention);
  const kernel: Tensor | undefined = gradients.get('query.kernel');
  console.log(kernel?.shape);
  return trainStep(attention, new SGD({ learningRate: 0.1 }), (options) =>
    add(meanSquaredError(target, attention.call(query, options)), regularizationLoss(attention)),
  );
}

export function checked(): GradientReport {
  const twice = (x: Tensor): Tensor =>
    customGradient({
      inputs: [x],
      forward: ([z]) => ({ value: add(z, z) }),
      backward: (cotangent) => [mul(cotangent, 2)],
      reference: ([z]) => mul(z, 2),
    });
  return checkGradients(twice, { x: tensor([1, 2]) }, { directions: 2 });
}
