import {
  getGradient,
  getKernel,
  registerGradient,
  registerKernel,
  unregisterGradient,
  unregisterKernel,
  type GradConfig,
  type KernelConfig,
} from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { pinGradient, pinKernel } from '../../src/engine/registrations.js';

describe('pinned registrations', () => {
  const kernelName = 'PinnedForATest';
  const gradient = (): GradConfig => ({ kernelName, gradFunc: () => ({}) });
  const kernel = (): KernelConfig => ({ kernelName, backendName: 'cpu', kernelFunc: () => [] });
  const warn = console.warn;

  // Registering a kernel again is warned of, which is not news here.
  beforeEach(() => {
    console.warn = () => undefined;
  });
  afterEach(() => {
    console.warn = warn;
  });

  it('replaces a gradient, and stays when it is registered again', () => {
    const [theirs, ours] = [gradient(), gradient()];
    registerGradient(theirs);
    assert.strictEqual(getGradient(kernelName), theirs);
    pinGradient(ours);
    registerGradient(theirs);
    assert.strictEqual(getGradient(kernelName), ours);
    unregisterGradient(kernelName);
  });

  it('gives a gradient up to whoever unregisters it first', () => {
    const theirs = gradient();
    pinGradient(gradient());
    unregisterGradient(kernelName);
    registerGradient(theirs);
    assert.strictEqual(getGradient(kernelName), theirs);
    const again = gradient();
    registerGradient(again);
    assert.strictEqual(getGradient(kernelName), again);
    unregisterGradient(kernelName);
  });

  it('pins again what was pinned', () => {
    const second = gradient();
    pinGradient(gradient());
    pinGradient(second);
    registerGradient(gradient());
    assert.strictEqual(getGradient(kernelName), second);
    unregisterGradient(kernelName);
  });

  it('replaces a kernel, stays when it is registered again, and goes when unregistered', () => {
    const [theirs, ours] = [kernel(), kernel()];
    registerKernel(theirs);
    pinKernel(ours);
    registerKernel(theirs);
    assert.strictEqual(getKernel(kernelName, 'cpu'), ours);
    unregisterKernel(kernelName, 'cpu');
    registerKernel(theirs);
    assert.strictEqual(getKernel(kernelName, 'cpu'), theirs);
    unregisterKernel(kernelName, 'cpu');
  });

  it('leaves the same kernel of another backend alone', () => {
    const other: KernelConfig = { ...kernel(), backendName: 'other' };
    const another: KernelConfig = { ...kernel(), backendName: 'other' };
    pinKernel(kernel());
    registerKernel(other);
    registerKernel(another);
    assert.strictEqual(getKernel(kernelName, 'other'), another);
    unregisterKernel(kernelName, 'cpu');
    unregisterKernel(kernelName, 'other');
  });
});
