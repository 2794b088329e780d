import { BLOCK_BYTES, elementsTo, blockEntry } from './blockEntry';
import { storeLanes } from './storeLanes';

const SGD: i32 = 0;
const MOMENTUM: i32 = 1;
const NESTEROV: i32 = 2;
const ADAM: i32 = 3;
const AMSGRAD: i32 = 4;
const LION: i32 = 5;

@inline
function put(to: usize, v: v128, lanes: usize): void {
  if (lanes == 4) v128.store(to, v);
  else storeLanes(to, v, lanes);
}

/** a + (b − a) · share */
@inline
function towards(a: v128, b: v128, share: v128): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.sub(b, a), share));
}

/** 1, −1 or 0, which is also that of NaN, as TensorFlow.js has it. */
@inline
function signOf(x: v128): v128 {
  const zero = f32x4.splat(0);
  const up = v128.and(f32x4.gt(x, zero), f32x4.splat(1));
  return v128.or(up, v128.and(f32x4.lt(x, zero), f32x4.splat(-1)));
}

/**
 * The rule's new value of four elements; its state is written. `p` to `s` are the rule's numbers.
 *
 * Each operation rounds as the operations of the rule's `update` do, in their order: never a fused product and sum, in no
 * build.
 */
@inline
function move(rule: i32, w: v128, g: v128, slots: usize, others: usize, largest: usize, lanes: usize, p: v128, q: v128, r: v128, s: v128): v128 {
  if (rule == SGD) return f32x4.sub(w, f32x4.mul(g, p));
  if (rule == MOMENTUM || rule == NESTEROV) {
    const step = f32x4.mul(g, p);
    const momentum = f32x4.sub(f32x4.mul(v128.load(slots), q), step);
    put(slots, momentum, lanes);
    return f32x4.add(w, rule == NESTEROV ? f32x4.sub(f32x4.mul(momentum, q), step) : momentum);
  }
  const before = v128.load(slots);
  if (rule == LION) {
    const direction = signOf(f32x4.add(f32x4.mul(before, p), f32x4.mul(g, q)));
    put(slots, towards(before, g, r), lanes);
    return f32x4.sub(w, f32x4.mul(direction, s));
  }
  const mean = towards(before, g, p);
  put(slots, mean, lanes);
  let square = towards(v128.load(others), f32x4.mul(g, g), q);
  put(others, square, lanes);
  if (rule == AMSGRAD) {
    square = f32x4.max(v128.load(largest), square);
    put(largest, square, lanes);
  }
  return f32x4.sub(w, f32x4.div(f32x4.mul(mean, r), f32x4.add(f32x4.sqrt(square), s)));
}

@inline
function decayed(w: v128, decays: bool, decay: v128): v128 {
  return decays ? f32x4.sub(w, f32x4.mul(w, decay)) : w;
}

@inline
function updateRow(rule: i32, entry: usize, first: usize, bytes: usize, factor: v128): void {
  const w = <usize>load<u32>(entry, 8) + first;
  const g = <usize>load<u32>(entry, 12) + first;
  const a = <usize>load<u32>(entry, 16) + first;
  const b = <usize>load<u32>(entry, 20) + first;
  const c = <usize>load<u32>(entry, 24) + first;
  const decays = load<i32>(entry, 28) != 0;
  const decay = v128.load_splat<f32>(entry, 32);
  const p = v128.load_splat<f32>(entry, 36);
  const q = v128.load_splat<f32>(entry, 40);
  const r = v128.load_splat<f32>(entry, 44);
  const s = v128.load_splat<f32>(entry, 48);
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    const gradient = f32x4.mul(v128.load(g + i), factor);
    v128.store(w + i, move(rule, decayed(v128.load(w + i), decays, decay), gradient, a + i, b + i, c + i, 4, p, q, r, s));
  }
  if (i == bytes) return;
  const gradient = f32x4.mul(v128.load(g + i), factor);
  const rest = (bytes - i) >> 2;
  storeLanes(w + i, move(rule, decayed(v128.load(w + i), decays, decay), gradient, a + i, b + i, c + i, rest, p, q, r, s), rest);
}

/** Elements `begin` to before `end` of the blocks. Gradients are multiplied with the number at `factor`, if any. */
@inline
function update(rule: i32, begin: i32, end: i32, table: usize, factor: usize): void {
  const scale = factor == 0 ? f32x4.splat(1) : v128.load_splat<f32>(factor);
  let entry = blockEntry(table, begin);
  for (let at = begin; at < end;) {
    const count = elementsTo(entry, at, end);
    updateRow(rule, entry, <usize>(at - load<i32>(entry)) * 4, <usize>count * 4, scale);
    at += count;
    entry += BLOCK_BYTES;
  }
}

export function sgdUpdate(begin: i32, end: i32, room: usize, table: usize, factor: usize): void {
  update(SGD, begin, end, table, factor);
}
export function momentumUpdate(begin: i32, end: i32, room: usize, table: usize, factor: usize): void {
  update(MOMENTUM, begin, end, table, factor);
}
export function nesterovUpdate(begin: i32, end: i32, room: usize, table: usize, factor: usize): void {
  update(NESTEROV, begin, end, table, factor);
}
export function adamUpdate(begin: i32, end: i32, room: usize, table: usize, factor: usize): void {
  update(ADAM, begin, end, table, factor);
}
export function amsgradUpdate(begin: i32, end: i32, room: usize, table: usize, factor: usize): void {
  update(AMSGRAD, begin, end, table, factor);
}
export function lionUpdate(begin: i32, end: i32, room: usize, table: usize, factor: usize): void {
  update(LION, begin, end, table, factor);
}
