import { memory, tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Adam } from '../../src/optimizers/Adam.js';
import type { OptimizerOptions } from '../../src/optimizers/Optimizer.js';
import type { OptimizerState } from '../../src/optimizers/OptimizerState.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';

const OPTIONS: OptimizerOptions = { useEma: true, gradientAccumulationSteps: 2 };

/** After one update and one call more, by the first parameter of two. */
function trained(): { module: ListModule; optimizer: Adam } {
  const module = new ListModule([tensor([1, 2]), tensor([3])]);
  const optimizer = new Adam(OPTIONS);
  for (const call of [1, 2, 3]) applyGradients(optimizer, module, { 'list.0': [call, -call] });
  return { module, optimizer };
}

describe('getState', () => {
  it('holds step, calls and copies by name', () => {
    const { module, optimizer } = trained();
    const { step, calls, tensors } = optimizer.getState();
    assert.deepEqual([step, calls], [1, 1]);
    const names = ['slots.list.0.mean', 'slots.list.0.square', 'average.list.0', 'accumulated.list.0'];
    assert.sameMembers([...tensors.keys()], names);
    for (const { shape } of tensors.values()) assert.deepEqual(shape, [2]);
    assertSameBits(tensors.get('accumulated.list.0')!.values, [3, -3]);
    tensors.get('accumulated.list.0')!.values[0] = 99;
    assertSameBits(optimizer.getState().tensors.get('accumulated.list.0')!.values, [3, -3]);
    module.dispose();
    optimizer.dispose();
  });
});

describe('setState', () => {
  it('gives all of it back, and shares no memory with the state', () => {
    const { module, optimizer } = trained();
    const state = optimizer.getState();
    const other = new Adam(OPTIONS);
    other.setState(module, state);
    assert.deepEqual(other.getState(), state);
    const want = optimizer.getState();
    for (const { values } of state.tensors.values()) values.fill(7);
    assert.deepEqual(other.getState(), want);
    for (const one of [module, optimizer, other]) one.dispose();
  });

  it('forgets what was remembered of other paths', () => {
    const { module, optimizer } = trained();
    const state = optimizer.getState();
    applyGradients(optimizer, module, { 'list.1': [1] });
    assert.equal(optimizer.slots.size, 2);
    optimizer.setState(module, state);
    assert.deepEqual([...optimizer.slots.keys()], ['list.0']);
    module.dispose();
    optimizer.dispose();
  });

  it('takes a state for another model of the same paths', () => {
    const { module, optimizer } = trained();
    const copy = new ListModule([tensor([1, 2]), tensor([3])]);
    const message = "Adam: module must be the one it updated before, got another 'list.0'";
    assert.throws(() => applyGradients(optimizer, copy, { 'list.0': [1, 1] }), message);
    optimizer.setState(copy, optimizer.getState());
    applyGradients(optimizer, copy, { 'list.0': [1, 1] });
    assert.equal(optimizer.step, 2);
    for (const one of [module, copy, optimizer]) one.dispose();
  });

  it('takes another number of calls where none wait', () => {
    const { module, optimizer } = trained();
    applyGradients(optimizer, module, { 'list.0': [1, 1] });
    const other = new Adam({ useEma: true });
    other.setState(module, optimizer.getState());
    assert.equal(other.step, 2);
    for (const one of [module, optimizer, other]) one.dispose();
  });

  type Change = (state: OptimizerState) => object;
  const withTensor =
    (name: string, shape: unknown, values: unknown): Change =>
    (state) => ({ ...state, tensors: new Map([...state.tensors, [name, { shape, values }]]) });
  const without =
    (name: string): Change =>
    (state) => ({ ...state, tensors: new Map([...state.tensors].filter(([other]) => other !== name)) });
  const two = Float32Array.of(1, 2);
  const unknown = 'state.tensors must hold what it remembers of list, got';
  const refused: [change: Change, message: string][] = [
    [() => 5 as never, 'state must be an object, got 5'],
    [(state) => ({ ...state, step: -1 }), 'state.step must be a whole number, at least 0, got -1'],
    [(state) => ({ ...state, step: undefined }), 'state.step must be a whole number, at least 0, got undefined'],
    [(state) => ({ ...state, calls: 2 }), 'state.calls must be a whole number, at least 0, below 2, got 2'],
    [(state) => ({ ...state, calls: 0 }), `${unknown} 'accumulated.list.0'`],
    [(state) => ({ ...state, tensors: {} }), 'state.tensors must be a Map, got {}'],
    [withTensor('slots.list.2.mean', [2], two), `${unknown} 'slots.list.2.mean'`],
    [withTensor('slots.list.0.momentum', [2], two), `${unknown} 'slots.list.0.momentum'`],
    [withTensor('average.list.0', [3], two), 'average.list.0 must have shape [2], got [3]'],
    [withTensor('slots.list.0.mean', [], two), 'slots.list.0.mean must have shape [2], got []'],
    [
      withTensor('slots.list.0.mean', '2', two),
      "shape of slots.list.0.mean must be a list of whole numbers, at least 0, got '2'",
    ],
    [withTensor('slots.list.0.mean', [2], [1, 2]), 'values of slots.list.0.mean must be a Float32Array, got [1,2]'],
    [withTensor('accumulated.list.0', [2], Float32Array.of(1)), 'values of accumulated.list.0 must be 2, got 1'],
    [
      (state) => ({ ...state, tensors: new Map<string, unknown>([...state.tensors, ['average.list.0', 5]]) }),
      'state.tensors of average.list.0 must be an object, got 5',
    ],
    [without('slots.list.0.square'), 'state.tensors must hold slots.list.0.square with the others, got none'],
    [without('average.list.0'), 'state.tensors must hold average.list.0 with the others, got none'],
  ];
  for (const [change, message] of refused) {
    it(`refuses, and changes nothing: ${message}`, () => {
      const { module, optimizer } = trained();
      const before = optimizer.getState();
      const { numTensors } = memory();
      let got = '';
      try {
        optimizer.setState(module, change(optimizer.getState()) as never);
      } catch (error) {
        got = (error as Error).message;
      }
      assert.equal(got, `Adam: ${message}`);
      assert.equal(memory().numTensors, numTensors);
      assert.deepEqual(optimizer.getState(), before);
      module.dispose();
      optimizer.dispose();
    });
  }

  it('refuses averages without useEma, and what is no module', () => {
    const { module, optimizer } = trained();
    applyGradients(optimizer, module, { 'list.0': [1, 1] });
    const other = new Adam();
    const message = "Adam: state.tensors must hold what it remembers of list, got 'average.list.0'";
    assert.throws(() => other.setState(module, optimizer.getState()), message);
    const nothing = { step: 0, calls: 0, tensors: new Map() };
    assert.throws(() => new SGD().setState({} as never, nothing), 'SGD: module must be a Module, got {}');
    module.dispose();
    optimizer.dispose();
  });
});
