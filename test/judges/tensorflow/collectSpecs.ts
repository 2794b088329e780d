import * as core from '@tensorflow/tfjs-core';
import { assertClose } from '../../helpers/assertClose.js';
import type { SpecProgram } from './bundleSpecs.js';
import { expectation } from './expectation.js';
import { inOwnScope } from './inOwnScope.js';

/** One of TensorFlow.js's specs. */
export interface Spec {
  /** Its name after those of the suites around it. */
  name: string;
  /** Runs it in a tensor scope of its own. */
  run: () => Promise<void>;
}

type Body = () => void | Promise<void>;
type Nested = number | boolean | ArrayLike<number> | readonly Nested[];

/** Suites that need a browser, another backend or a flag have other constraints. */
const ANYWHERE = {};
/** The backend that the specs are told they run on. */
const CPU = { name: 'cpu', backendName: 'cpu', isDataSync: true };
/** On cpu; TensorFlow.js's own default. */
const TOLERANCE = 1e-3;

/** The specs of a program, which is given tfjs-core as this project imports it. None is run yet. */
export function collectSpecs(program: SpecProgram): Spec[] {
  const specs: Spec[] = [];
  const suites: { name: string; preparations: Body[] }[] = [];
  const describe = (name: string, body: (environment: typeof CPU) => void): void => {
    suites.push({ name, preparations: [] });
    body(CPU);
    suites.pop();
  };
  const it = (name: string, body: Body): void => {
    const path = [...suites];
    const run = async (): Promise<void> => {
      for (const prepare of path.flatMap(({ preparations }) => preparations)) await prepare();
      await body();
    };
    specs.push({ name: [...path.map((suite) => suite.name), name].join(' '), run: () => inOwnScope(run) });
  };
  const before = (prepare: Body): void => void suites.at(-1)!.preparations.push(prepare);

  const modules: Record<string, unknown> = {
    index: core,
    util: core.util,
    jasmine_util: {
      ALL_ENVS: ANYWHERE,
      SYNC_BACKEND_ENVS: ANYWHERE,
      describeWithFlags: (name: string, constraints: unknown, body: (environment: typeof CPU) => void): void => {
        if (constraints === ANYWHERE) describe(name, body);
      },
    },
    test_util: {
      expectArraysClose: expectClose,
      expectNumbersClose: expectClose,
      expectArraysEqual: (actual: Nested, expected: Nested) => expectClose(actual, expected, 0),
    },
  };
  const globals = { describe, it, expect: expectation, beforeEach: before, beforeAll: before, jasmine: {} };
  program((path) => modules[path] ?? parts, globals);
  return specs;
}

function expectClose(actual: Nested, expected: Nested, tolerance = TOLERANCE): void {
  assertClose(flatten(actual), flatten(expected), tolerance);
}

/** What the other files of tfjs-core export, as far as it can be had from outside. */
const parts = {
  ...core.util,
  ...core.backend_util,
  ...core,
  ENGINE: core.engine(),
  getGlobalTensorClass: () => core.Tensor,
};

function flatten(values: Nested): number[] {
  if (typeof values === 'number' || typeof values === 'boolean') return [Number(values)];
  return Array.from(values as ArrayLike<Nested>).flatMap(flatten);
}
