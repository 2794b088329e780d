import { generate, generateTokens } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { optionCase, SEED } from './optionCases.js';

type Row = [name: string, value: unknown, says: string];

/** What both choose tokens by. */
function drawCases(where: string, call: (options: never) => unknown): ArgumentCase[] {
  const rows: Row[] = [
    ['topK', 0, 'must be a whole number, at least 1, got 0'],
    ['topK', '2', "must be a whole number, at least 1, got '2'"],
    ['topP', 0, 'must be a finite number, above 0, at most 1, got 0'],
    ['topP', 1.5, 'must be a finite number, above 0, at most 1, got 1.5'],
  ];
  return rows.map((row) => optionCase(where, call, {}, row));
}

/** Tokens that are drawn one at a time. */
function generateTokensCases(): ArgumentCase[] {
  const where = 'generateTokens';
  const call = ({ model, tokens = [0], options }: { model?: unknown; tokens?: unknown; options?: unknown }): unknown =>
    generateTokens(bad(model ?? given.transformer), bad(tokens), bad(options));
  const option = (row: Row): ArgumentCase => optionCase(where, (options) => call({ options }), {}, row);
  return [
    [`${where}.model`, () => call({ model: 5 }), `${where}: model must be an object, got 5`],
    [`${where}.model.call`, () => call({ model: {} }), `${where}: model.call must be a function, got undefined`],
    [
      `${where}.model.contextLength`,
      () => call({ model: { call: () => given.matrix } }),
      `${where}: model.contextLength must be a whole number, above 0, got undefined`,
    ],
    [`${where}.tokens`, () => call({ tokens: 'ab' }), `${where}: tokens must be an array or a typed array, got 'ab'`],
    [`${where}.tokens`, () => call({ tokens: [] }), `${where}: tokens must hold at least one token, got none`],
    [
      `${where}.tokens`,
      () => call({ tokens: [0, -1] }),
      `${where}: tokens[1] must be a whole number, at least 0, below 2147483648, got -1`,
    ],
    [`${where}.options`, () => call({ options: 200 }), `${where}: options must be an object, got 200`],
    option(['length', -1, 'must be a whole number, at least 0, got -1']),
    option(['temperature', '1', "must be a finite number, at least 0, got '1'"]),
    ...drawCases(where, (options) => call({ options })),
    [`${where}.options.seed`, () => call({ options: { seed: -1 } }), `${SEED}, got -1`],
  ];
}

/** Tokens one at a time, and how they are chosen; the other options of `generate` are among the cases of training. */
export const generateCases = (): ArgumentCase[] => [
  ...drawCases('generate', (options) =>
    generate(given.transformer, { encode: () => Int32Array.of(0), decode: () => '' }, 'a', options),
  ),
  ...generateTokensCases(),
];
