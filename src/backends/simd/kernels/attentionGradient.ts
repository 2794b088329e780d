import * as fields from './attentionFields';
import { blockOf, limitOf, logitsOfRow, meansOf, memoryOfBlock, MIX_AFTER, MIX_AFTER_BACK, MIX_BEFORE_BACK, mixOf, onesOf, panelBytes, panelsOfRow, prepareHeads, productsOfBlock, scalesOf, scratchOf, statisticsOf } from './attentionLogits';
import { addOverRows, packColumnsByEight, sumOverKeys } from './attentionProducts';
import { softmaxGradientOfRow, weightsOfRow, writeRow } from './attentionRow';
import { bytesOf, floatOf, numberOf } from './attentionTable';
import { drawRow, dropRow } from './dropRow';
import { layOutMix, mixRow, scaleRow } from './mixRow';
import { outerRow, productOf } from './outerRow';

/**
 * The gradients of `attention` but those of keys and values, for which a block's memory has what `attentionKeyGradient` needs. An item
 * is one of the blocks at once of a batch, counted from `firstBatch`; which these are, `turn` tells. Each adds to gradients of the
 * mixes of its own.
 *
 * Scores are computed again. In a row, M[h, g] = Σ_k weights[h, k] · dScores[g, k] is the gradient of the second mix, and gives the
 * mean that the softmax's gradient takes off as well: Σ_g mix[h, g] · M[h, g].
 */
export function attentionGradient(begin: i32, end: i32, room: usize, table: usize, firstBatch: i32, turn: i32): void {
  const scratch = scratchOf(table, room);
  const atOnce = numberOf(table, fields.AT_ONCE);
  const queries = numberOf(table, fields.QUERIES);
  const most = numberOf(table, fields.ROWS);
  prepareHeads(table, scratch);
  const after = bytesOf(table, fields.POST);
  if (after != 0) {
    const heads = numberOf(table, fields.HEADS);
    const ones = onesOf(table, scratch);
    layOutMix(after, heads, false, ones, mixOf(table, scratch, MIX_AFTER));
    layOutMix(after, heads, true, ones, mixOf(table, scratch, MIX_AFTER_BACK));
  }
  for (let item = begin; item < end; item++) {
    const query = (turn * atOnce + item % atOnce) * most;
    if (query < queries) goBackThroughBlock(table, scratch, item, firstBatch + item / atOnce, query, min(most, queries - query));
  }
}

/**
 * Adds to the gradients of keys and values what the blocks of `turn` have for them, in the order of the blocks. An item is a range of
 * the keys of a batch, counted as there.
 */
export function attentionKeyGradient(begin: i32, end: i32, room: usize, table: usize, firstBatch: i32, turn: i32): void {
  const scratch = scratchOf(table, room);
  const atOnce = numberOf(table, fields.AT_ONCE);
  const queries = numberOf(table, fields.QUERIES);
  const most = numberOf(table, fields.ROWS);
  const range = numberOf(table, fields.RANGE);
  const ranges = (((numberOf(table, fields.KEYS) + 7) >> 3) + range - 1) / range;
  for (let item = begin; item < end; item++) {
    const batch = item / ranges;
    const first = (item % ranges) * range;
    for (let block = 0; block < atOnce; block++) {
      const query = (turn * atOnce + block) * most;
      if (query >= queries) break;
      const rows = min(most, queries - query);
      const panels = min(range, ((limitOf(table, query + rows - 1) + 7) >> 3) - first);
      if (panels > 0) addBlock(table, scratch, memoryOfBlock(table, batch * atOnce + block), firstBatch + batch, query, rows, first, panels);
    }
  }
}

/** What a block adds to the gradients of `panels` panels of keys and values from `first` on. */
function addBlock(table: usize, scratch: usize, memory: usize, batch: i32, query: i32, rows: i32, first: i32, panels: i32): void {
  const heads = numberOf(table, fields.HEADS);
  const keys = numberOf(table, fields.KEYS);
  const keySize = numberOf(table, fields.KEY_SIZE);
  const valueSize = numberOf(table, fields.VALUE_SIZE);
  const panel = panelBytes(table);
  const line = bytesOf(table, fields.ROW_BYTES);
  const packed = scratch + bytesOf(table, fields.PACKED_SCORES);
  const from = memory + <usize>first * panel;
  const ofBatch = <usize>batch * <usize>(keys * heads) << 5;
  const to = <usize>first << 8;
  const dKey = bytesOf(table, fields.D_KEY) + ofBatch * <usize>((keySize + 7) >> 3) + to;
  const dValue = bytesOf(table, fields.D_VALUE) + ofBatch * <usize>((valueSize + 7) >> 3) + to;
  const count = min(panels << 3, keys - (first << 3));
  const seen = limitOf(table, query) - (first << 3);
  addOverRows(from + bytesOf(table, fields.SCORES), line, panel, rows, panels, heads, memory + bytesOf(table, fields.OUTPUT_ROWS), keys, count, valueSize, packed, dValue, seen);
  addOverRows(from + bytesOf(table, fields.OTHER_SCORES), line, panel, rows, panels, heads, memory + bytesOf(table, fields.QUERY_ROWS), keys, count, keySize, packed, dKey, seen);
}

/** @param block The number of its memory, and of the gradients of mixes that it adds to. */
function goBackThroughBlock(table: usize, scratch: usize, block: i32, batch: i32, query: i32, rows: i32): void {
  const heads = numberOf(table, fields.HEADS);
  const keys = numberOf(table, fields.KEYS);
  const keySize = numberOf(table, fields.KEY_SIZE);
  const valueSize = numberOf(table, fields.VALUE_SIZE);
  const panels = (limitOf(table, query + rows - 1) + 7) >> 3;
  const panel = panelBytes(table);
  const line = bytesOf(table, fields.ROW_BYTES);
  const memory = memoryOfBlock(table, block);
  const scores = memory + bytesOf(table, fields.SCORES);
  const gradients = memory + bytesOf(table, fields.OTHER_SCORES);
  productsOfBlock(table, scratch, fields.QUERY, fields.KEY_PANELS, fields.KEY_SIZE, fields.QUERY_PANELS, scores, batch, query, rows, panels);
  productsOfBlock(table, scratch, fields.OUTPUT, fields.VALUE_PANELS, fields.VALUE_SIZE, fields.OUTPUT_PANELS, gradients, batch, query, rows, panels);
  for (let i = 0; i < rows; i++) {
    const at = <usize>i * line;
    goBackThroughRow(table, scratch, block, batch, query + i, panelsOfRow(table, query, i, rows), panel, scores + at, gradients + at);
  }

  packColumnsByEight(blockOf(table, fields.QUERY, batch, query, keySize), rows, heads, keySize, memory + bytesOf(table, fields.QUERY_ROWS));
  packColumnsByEight(blockOf(table, fields.OUTPUT, batch, query, valueSize), rows, heads, valueSize, memory + bytesOf(table, fields.OUTPUT_ROWS));
  const head = <usize>((keySize + 7) >> 3) * <usize>keys * 32;
  const keyRows = bytesOf(table, fields.KEY_ROWS) + <usize>batch * <usize>heads * head;
  const packed = scratch + bytesOf(table, fields.PACKED_SCORES);
  sumOverKeys(gradients, line, panel, rows, panels, heads, keyRows, keys, keySize, packed, blockOf(table, fields.D_QUERY, batch, query, keySize), limitOf(table, query));
}

/** Makes of products with keys the scores, and of the gradients of scores those of the products with keys. */
function goBackThroughRow(table: usize, scratch: usize, block: i32, batch: i32, query: i32, panels: i32, panel: usize, scores: usize, gradients: usize): void {
  const heads = numberOf(table, fields.HEADS);
  const weights = scratch + bytesOf(table, fields.ROW);
  const dLogits = scratch + bytesOf(table, fields.OTHER_ROW);
  const means = meansOf(table, scratch);
  const outer = scratch + bytesOf(table, fields.OUTER);
  const mixes = <usize>block * <usize>(heads * heads) << 2;
  logitsOfRow(table, scratch, scores, batch, query, panels, panel, weights);
  weightsOfRow(weights, panels, heads, panel, statisticsOf(table, batch, query));

  drawRow(table, scratch, batch, query, panels);
  dropRow(table, scratch, batch, query, gradients, panels, panel);

  const after = bytesOf(table, fields.POST);
  if (after != 0) {
    outerRow(weights, gradients, outer, panels, heads, panel);
    addMatrix(outer, 1, heads, bytesOf(table, fields.D_POST) + mixes);
    for (let h = 0; h < heads; h++) {
      let mean: f32 = 0;
      for (let g = 0; g < heads; g++) {
        const at = <usize>(h * heads + g) << 2;
        mean += load<f32>(after + at) * load<f32>(outer + at);
      }
      store<f32>(means + (<usize>h << 2), mean);
    }
    mixRow(gradients, mixOf(table, scratch, MIX_AFTER_BACK), dLogits, panels, heads, panel);
  } else {
    for (let h: usize = 0; h < <usize>heads; h++) {
      store<f32>(means + (h << 2), productOf(weights + (h << 5), gradients + (h << 5), panels, panel));
    }
    memory.copy(dLogits, gradients, <usize>panels * panel);
  }
  softmaxGradientOfRow(dLogits, weights, panels, heads, panel, means);

  const keys = numberOf(table, fields.KEYS);
  const dBias = bytesOf(table, fields.D_BIAS);
  if (dBias != 0) {
    const line = <usize>keys << 2;
    const head = line * <usize>numberOf(table, fields.QUERIES);
    writeRow(dLogits, panels, heads, panel, dBias + <usize>(batch * heads) * head + <usize>query * line, head, keys);
  }
  const before = bytesOf(table, fields.PRE);
  if (before != 0) {
    outerRow(scores, dLogits, outer, panels, heads, panel);
    addMatrix(outer, floatOf(table, fields.SCALE), heads, bytesOf(table, fields.D_PRE) + mixes);
    mixRow(dLogits, mixOf(table, scratch, MIX_BEFORE_BACK), gradients, panels, heads, panel);
  } else {
    scaleRow(dLogits, scalesOf(table, scratch), gradients, panels, heads, panel);
  }
  if (after != 0) mixRow(weights, mixOf(table, scratch, MIX_AFTER), scores, panels, heads, panel);
  else memory.copy(scores, weights, <usize>panels * panel);
  dropRow(table, scratch, batch, query, scores, panels, panel);
}

function addMatrix(from: usize, factor: f32, heads: i32, to: usize): void {
  for (let i: usize = 0; i < <usize>(heads * heads); i++) {
    store<f32>(to + (i << 2), load<f32>(to + (i << 2)) + factor * load<f32>(from + (i << 2)));
  }
}
