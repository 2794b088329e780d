import type { Mutation } from './runner/Mutation.js';

const MODULE = 'src/modules/Module.ts';
const OPTIMIZER = 'src/optimizers/Optimizer.ts';
const TRAIN = 'src/training/train.ts';
const RUN_TRAINING = 'src/runs/RunTraining.ts';
const moduleTests = ['test/modules/Module.test.ts'];
const optimizerTests = ['test/optimizers/Optimizer.test.ts'];
const trainTests = ['test/training/train.test.ts'];
const resumeTests = ['test/training/resume.test.ts', 'test/training/nonFinite.test.ts'];

/** Parameters, optimizers and training. */
export const framework: Mutation[] = [
  {
    name: 'regularizer counted twice',
    file: TRAIN,
    find: 'add(ofBatch, regularizationLoss(model))',
    replace: 'add(add(ofBatch, regularizationLoss(model)), regularizationLoss(model))',
    tests: trainTests,
  },
  {
    name: 'regularizer of a frozen parameter counted',
    file: 'src/modules/regularizationLoss.ts',
    find: 'module.trainableParameters()',
    replace: 'module.parameters()',
    tests: ['test/modules/regularizationLoss.test.ts'],
  },
  {
    name: 'tied weight found by each of its paths, and updated twice',
    file: MODULE,
    find: '    seen.add(value);\n    visit',
    replace: '    visit',
    tests: moduleTests,
  },
  {
    name: 'frozen parameter trained',
    file: MODULE,
    find: 'if (trainable && parameter.trainable) found',
    replace: 'if (trainable) found',
    tests: moduleTests,
  },
  {
    name: 'parameters of a frozen module trained',
    file: MODULE,
    find: 'trainable && (!isModule || value.trainable)',
    replace: 'trainable',
    tests: moduleTests,
  },
  {
    name: '* of a path pattern reaches over dots',
    file: 'src/modules/pathPattern.ts',
    find: "(token === '*' && character !== '.')",
    replace: "token === '*'",
    tests: ['test/modules/pathPattern.test.ts'],
  },
  {
    name: 'path pattern matches a part of a path',
    file: 'src/modules/pathPattern.ts',
    find: 'reached.has(tokens.length)',
    replace: 'reached.size > 0',
    tests: ['test/modules/pathPattern.test.ts'],
  },
  {
    name: 'layer used twice in a call draws one dropout mask',
    file: 'src/modules/CallOptions.ts',
    find: 'randomKey.fold(name).fold(use)',
    replace: 'randomKey.fold(name)',
    tests: ['test/modules/CallOptions.test.ts'],
  },
  {
    name: 'layers that build themselves in the first step not differentiated',
    file: 'src/modules/valueAndGradients.ts',
    find: 'if (module.trainableParameters().size !== parameters.size) {',
    replace: 'if (module.trainableParameters().size < parameters.size) {',
    tests: ['test/modules/valueAndGradients.test.ts'],
  },
  {
    name: 'constraint before the update',
    file: OPTIMIZER,
    find: 'return { ...averaged, value: constraint?.apply(averaged.value) ?? averaged.value, slots: updated.slots };',
    replace: `const allowed = constraint?.apply(decayed) ?? decayed;
      const again = this.update(allowed, gradient, slots, { ...context, learningRate });
      return { ...averaged, ...again };`,
    tests: optimizerTests,
  },
  {
    name: 'decay on excluded paths',
    file: 'src/optimizers/decayShare.ts',
    find: 'weightDecay === 0 || excludeFromWeightDecay.some((pattern) => matchesPath(pattern, path))',
    replace: 'weightDecay === 0',
    tests: optimizerTests,
  },
  {
    name: 'decay without the learning rate',
    file: 'src/optimizers/decayShare.ts',
    find: 'return weightDecay * learningRate;',
    replace: 'return weightDecay;',
    tests: optimizerTests,
  },
  {
    name: 'learning rate of the step after',
    file: 'src/optimizers/rateAtStep.ts',
    find: 'rate.learningRate(step)',
    replace: 'rate.learningRate(step + 1)',
    tests: optimizerTests,
  },
  {
    name: 'clip after the update',
    file: OPTIMIZER,
    find: `const updates = others.map(([path, one]) => {
        const gradient = clipped.factor === undefined ? one : mul(one, clipped.factor);
        return { path, owner: owners.get(path)!, ...this.#updated(path, owners.get(path)!, gradient, context) };
      });`,
    replace: `const unclipped = others.map(([path]) => {
        const gradient = complete.get(path)!;
        return { path, owner: owners.get(path)!, ...this.#updated(path, owners.get(path)!, gradient, context) };
      });
      const moves = new Map(unclipped.map((one) => [one.path, sub(one.value, one.owner.value)]));
      const { gradients, factor = 1 } = clipGradients(moves, this.#options);
      const updates = unclipped.map((one) => ({
        ...one,
        value: add(one.owner.value, mul(gradients.get(one.path)!, factor)),
      }));`,
    imports: "import { add, sub } from '@tensorflow/tfjs-core';",
    tests: ['test/optimizers/Adam.test.ts'],
  },
  {
    name: 'each gradient clipped by its own norm',
    file: 'src/optimizers/clipGradients.ts',
    find: 'return { gradients, factor: clipFactor([...gradients.values()], globalClipNorm) };',
    replace: 'return each((gradient) => mul(gradient, clipFactor([gradient], globalClipNorm)));',
    tests: optimizerTests,
  },
  {
    name: 'averages of the weights before the update',
    file: OPTIMIZER,
    find: 'nextAverage(average, updated.value, context.step, this.#options)',
    replace: 'nextAverage(average, average, context.step, this.#options)',
    tests: ['test/optimizers/everyOptimizer.test.ts'],
  },
  {
    name: "Adam's bias correction off by one step",
    file: 'src/optimizers/Adam.ts',
    find: 'Math.sqrt(1 - this.beta2 ** step) / (1 - this.beta1 ** step)',
    replace: 'Math.sqrt(1 - this.beta2 ** (step + 1)) / (1 - this.beta1 ** (step + 1))',
    tests: ['test/optimizers/Adam.test.ts'],
  },
  {
    name: "Adam's mean of squares without the square",
    file: 'src/optimizers/Adam.ts',
    find: 'sub(square(gradient), slots.square)',
    replace: 'sub(gradient, slots.square)',
    tests: ['test/optimizers/Adam.test.ts'],
  },
  {
    name: "Nesterov's momentum applied as the plain one",
    file: 'src/optimizers/SGD.ts',
    find: 'this.nesterov ? sub(mul(momentum, this.momentum), step) : momentum',
    replace: 'momentum',
    tests: ['test/optimizers/SGD.test.ts'],
  },
  {
    name: 'cosine rises again after its last step',
    file: 'src/schedules/CosineDecay.ts',
    find: 'Math.min((step - warmupSteps) / decaySteps, 1)',
    replace: '(step - warmupSteps) / decaySteps',
    tests: ['test/schedules/CosineDecay.test.ts'],
  },
  {
    name: 'L2 with a half in it',
    file: 'src/regularizers/L2.ts',
    find: 'mul(sum(square(reshape(x, [-1]))), this.l2)',
    replace: 'mul(sum(square(reshape(x, [-1]))), this.l2 / 2)',
    tests: ['test/regularizers/L2.test.ts'],
  },
  {
    name: 'MaxNorm lengthens short vectors',
    file: 'src/constraints/MaxNorm.ts',
    find: 'div(minimum(norms, this.maxValue), add(norms, NORM_EPSILON))',
    replace: 'div(this.maxValue, add(norms, NORM_EPSILON))',
    tests: ['test/constraints/MaxNorm.test.ts'],
  },
  {
    name: 'activity loss not divided by the batch size',
    file: 'src/layers/activityLoss.ts',
    find: 'div(regularizer.loss(output), output.shape[0] ?? 1)',
    replace: 'div(regularizer.loss(output), 1)',
    tests: ['test/layers/Dense.test.ts'],
  },
  {
    name: 'the same dropout in every step',
    file: 'src/training/trainStep.ts',
    find: "fold('step').fold(step)",
    replace: "fold('step')",
    tests: ['test/training/trainStep.test.ts'],
  },
  {
    name: 'loss that is not finite trained on',
    file: 'src/training/trainStep.ts',
    find: 'if (!Number.isFinite(loss)) throw',
    replace: 'if (loss === Infinity) throw',
    tests: ['test/training/trainStep.test.ts', 'test/training/train.test.ts'],
  },
  {
    name: 'evaluation with dropout',
    file: 'src/training/evaluate.ts',
    find: '{ training: false }',
    replace: '{ training: true }',
    tests: ['test/training/evaluate.test.ts'],
  },
  {
    name: 'last, smaller batch weighed like the others',
    file: 'src/training/evaluate.ts',
    find: 'const weight = batchRows(batch);',
    replace: 'const weight = Math.min(1, batchRows(batch));',
    tests: ['test/training/evaluate.test.ts'],
  },
  {
    name: 'validation on training data in train',
    file: 'src/training/tokenBatches.ts',
    find: 'consecutiveWindows({ tokens: validation,',
    replace: 'consecutiveWindows({ tokens,',
    tests: trainTests,
  },
  {
    name: 'validation on training data along the way of a run',
    file: RUN_TRAINING,
    find: '{ data, validation, optimizer,',
    replace: '{ data, validation: validation && data, optimizer,',
    tests: ['test/cli/train.test.ts'],
  },
  {
    name: 'validation on training data at the end of a run',
    file: 'src/cli/runToEnd.ts',
    find: '{ model, validation }: PreparedRun',
    replace: '{ model, training: validation }: PreparedRun',
    tests: ['test/cli/train.test.ts'],
  },
  {
    name: 'training on the held-out tenth of a run',
    file: RUN_TRAINING,
    find: 'training: data, validation } = prepared',
    replace: 'validation: data, validation } = prepared',
    tests: ['test/cli/train.test.ts'],
  },
  {
    name: 'data of a resumed run from its beginning',
    file: 'src/training/tokenBatches.ts',
    find: 'let batch = from.batches',
    replace: 'let batch = from.batches * 0',
    tests: resumeTests,
  },
  {
    name: 'dropout of a resumed run from its beginning',
    file: TRAIN,
    find: 'stepOptions(seed, step, optimizer.calls)',
    replace: 'stepOptions(seed, step - from.step, optimizer.calls)',
    tests: resumeTests,
  },
  {
    name: 'a batch that is skipped is drawn again',
    file: TRAIN,
    find: 'const ofStep = stepOptions(seed, step, optimizer.calls);\n    batches++;',
    replace: 'const ofStep = stepOptions(seed, step, optimizer.calls);\n    if (skipped === 0) batches++;',
    tests: resumeTests,
  },
  {
    name: 'going back without what the optimizer remembers',
    file: 'src/checkpoints/restoreCheckpoint.ts',
    find: 'optimizer.setState(module, state);',
    replace: 'optimizer.setState(module, { ...state, step: optimizer.step });',
    tests: ['test/runs/RunTraining.test.ts'],
  },
  {
    name: 'a measurement that was interrupted is never made',
    file: RUN_TRAINING,
    find: "!this.hasLogged('evaluation')) yield* this.measure();",
    replace: "this.hasLogged('evaluation')) yield* this.measure();",
    tests: ['test/runs/RunTraining.test.ts'],
  },
  {
    name: 'validation overlaps training by a token',
    file: 'src/data/splitTokens.ts',
    find: 'training: all.subarray(0, boundary)',
    replace: 'training: all.subarray(0, boundary + 1)',
    tests: ['test/data/splitTokens.test.ts'],
  },
];
