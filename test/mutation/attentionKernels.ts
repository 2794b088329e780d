import type { Mutation } from './runner/Mutation.js';

const KERNELS = 'src/backends/simd/kernels/';
const FORWARD = `${KERNELS}attention.ts`;
const BACKWARD = `${KERNELS}attentionGradient.ts`;
const LOGITS = `${KERNELS}attentionLogits.ts`;
const PRODUCTS = `${KERNELS}attentionProducts.ts`;
const ROW = `${KERNELS}attentionRow.ts`;
const tests = ['test/backends/simd/attention.test.ts'];

/** Bugs of the fused attention, which are compiled. */
export const attentionKernels: Mutation[] = [
  {
    name: 'fused: scores that are not dropped forward',
    file: FORWARD,
    find: 'dropRow(table, scratch, batch, query + i, scores + <usize>i * line, seen, panel);',
    replace: '',
    tests,
  },
  {
    name: 'fused: second mix transposed forward',
    file: FORWARD,
    find: 'layOutMix(after, heads, false, factors, mix);',
    replace: 'layOutMix(after, heads, true, factors, mix);',
    tests,
  },
  {
    name: 'fused: a query sees the key after it',
    file: LOGITS,
    find: 'min(keys, query + 1)',
    replace: 'min(keys, query + 2)',
    tests,
  },
  {
    name: 'fused: first mix not transposed backward',
    file: LOGITS,
    find: 'layOutMix(before, heads, true, scales,',
    replace: 'layOutMix(before, heads, false, scales,',
    tests,
  },
  {
    name: 'fused: bias of the first head for all heads',
    file: LOGITS,
    find: 'bytesOf(table, fields.BIAS_STRIDES + 1)',
    replace: '0',
    tests,
  },
  {
    name: 'fused: mask of the first batch for all batches',
    file: LOGITS,
    find: 'stretchedRow(table, fields.MASK, fields.MASK_STRIDES, batch, query)',
    replace: 'stretchedRow(table, fields.MASK, fields.MASK_STRIDES, 0, query)',
    tests,
  },
  {
    name: 'fused: a query with nothing to attend to gets NaN',
    file: ROW,
    find: 'return f32x4.splat(0);',
    replace: 'return most;',
    tests,
  },
  {
    name: 'fused: the maximum of half of the keys',
    file: ROW,
    find: 'f32x4.pmax(v128.load(at), v128.load(at, 16))',
    replace: 'v128.load(at)',
    tests: ['test/layers/TalkingHeadsAttention.golden.test.ts'],
  },
  {
    name: 'fused: the mean not taken off the gradient of half of the keys',
    file: ROW,
    find: 'f32x4.sub(v128.load(gradient + at, 16), mean)',
    replace: 'v128.load(gradient + at, 16)',
    tests,
  },
  {
    name: 'fused: weights again, divided by the sum of the first head',
    file: ROW,
    find: 'const d = v128.load_splat<f32>(second + (<usize>heads << 2));',
    replace: 'const d = v128.load_splat<f32>(statistics + (<usize>heads << 2));',
    tests,
  },
  {
    name: 'fused: gradients of the mixes with heads exchanged',
    file: `${KERNELS}outerRow.ts`,
    find: 'c12 = multiplyAdd(x1, z, c12);',
    replace: 'c12 = multiplyAdd(x0, z, c12);',
    tests,
  },
  {
    name: 'fused: exponentials that are a thousandth off',
    file: `${KERNELS}exponentialBelow.ts`,
    find: '0.240222420804',
    replace: '0.244',
    tests,
  },
  {
    name: 'fused: gradient of the first mix without the scale',
    file: BACKWARD,
    find: 'floatOf(table, fields.SCALE)',
    replace: '1',
    tests,
  },
  {
    name: 'fused: gradient of what was dropped',
    file: BACKWARD,
    find: 'dropRow(table, scratch, batch, query, gradients, panels, panel);',
    replace: '',
    tests,
  },
  {
    name: 'fused: gradient of the values from scores that were not dropped',
    file: BACKWARD,
    find: 'dropRow(table, scratch, batch, query, scores, panels, panel);',
    replace: '',
    tests,
  },
  {
    name: 'fused: gradient of the values from weights that were not mixed',
    file: BACKWARD,
    find: 'if (after != 0) mixRow(weights, mixOf(table, scratch, MIX_AFTER), scores, panels, heads, panel);\n  else ',
    replace: '',
    tests,
  },
  {
    name: 'fused: gradients of keys of the last block alone',
    file: PRODUCTS,
    find: 'to, 32, panelTo, true);',
    replace: 'to, 32, panelTo, false);',
    tests,
  },
  {
    name: 'fused: the second head of a pair with the keys of the first',
    file: PRODUCTS,
    find: 'keys + head, 0, 1, size',
    replace: 'keys, 0, 1, size',
    tests,
  },
  {
    name: 'fused: sums of the last keys alone',
    file: PRODUCTS,
    find: 'lineTo, first > 0);',
    replace: 'lineTo, false);',
    tests,
  },
  {
    name: 'fused: sums without the keys that the first query of a block does not see',
    file: PRODUCTS,
    find: 'if (ofAll == visible) return;',
    replace: 'return;',
    tests,
  },
  {
    name: 'fused: keys that four queries see left out of the products of the first of them',
    file: PRODUCTS,
    find: 'return max(0, key + 1 - seen) & ~3;',
    replace: 'return max(0, key + 5 - seen) & ~3;',
    tests,
  },
  {
    name: 'fused: gradients of keys without the queries that some of four do not see',
    file: PRODUCTS,
    find: 'const ofAll = min(count, max(0, seen + 6 & ~3));',
    replace: 'const ofAll = min(count, max(0, seen + 14 & ~3));',
    tests,
  },
  {
    name: 'fused: a mix that takes a key for another',
    file: `${KERNELS}mixRow.ts`,
    find: 'c31 = multiplyAdd(w, b1, c31);',
    replace: 'c31 = multiplyAdd(w, b0, c31);',
    tests,
  },
  {
    name: 'fused: random words of the first of eight scores',
    file: `${KERNELS}dropRow.ts`,
    find: 'let word = words + (<usize>(firstElement(table, batch, h, query) & 7) << 2);',
    replace: 'let word = words;',
    tests,
  },
  {
    name: 'fused: gradients of keys of the first of the blocks at once',
    file: BACKWARD,
    find: 'for (let block = 0; block < atOnce; block++)',
    replace: 'for (let block = 0; block < 1; block++)',
    tests,
  },
  {
    name: 'fused: more batches than there is memory for, gone back through as the first ones',
    file: BACKWARD,
    find: 'item, firstBatch + item / atOnce, query',
    replace: 'item, item / atOnce, query',
    tests,
  },
];
