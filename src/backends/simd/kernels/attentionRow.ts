import { exponentialBelow } from './exponentialBelow';
import { shownLanes } from './shownLanes';

/** Adds a bias to a row of scores, see `mixRow`; the strides of a head and of a key may be 0. */
export function addBiasRow(x: usize, panels: i32, heads: i32, panel: usize, bias: usize, head: usize, key: usize): void {
  for (let p = 0; p < panels; p++) {
    for (let h = 0; h < heads; h++) {
      const from = bias + <usize>h * head;
      const at = x + (<usize>h << 5);
      const low = key != 0 ? v128.load(from) : v128.load_splat<f32>(from);
      const high = key != 0 ? v128.load(from, 16) : low;
      v128.store(at, f32x4.add(v128.load(at), low));
      v128.store(at, f32x4.add(v128.load(at, 16), high), 16);
    }
    x += panel;
    bias += 8 * key;
  }
}

/** Makes −∞ of what a mask of bytes hides. */
export function hideRow(x: usize, panels: i32, heads: i32, panel: usize, mask: usize, head: usize, key: usize): void {
  const hidden = f32x4.splat(-Infinity);
  for (let p = 0; p < panels; p++) {
    for (let h = 0; h < heads; h++) {
      const from = mask + <usize>h * head;
      const at = x + (<usize>h << 5);
      const low = key != 0 ? shownLanes(from) : i32x4.ne(i32x4.splat(load<u8>(from)), i32x4.splat(0));
      const high = key != 0 ? shownLanes(from + 4) : low;
      v128.store(at, v128.bitselect(v128.load(at), hidden, low));
      v128.store(at, v128.bitselect(v128.load(at, 16), hidden, high), 16);
    }
    x += panel;
    mask += 8 * key;
  }
}

/** Makes −∞ of all keys from `limit` on: those after the query, and what panels hold behind the last. */
export function hideFrom(limit: i32, x: usize, panels: i32, heads: i32, panel: usize): void {
  const hidden = f32x4.splat(-Infinity);
  for (let p = limit >> 3; p < panels; p++) {
    const rest = i32x4.splat(limit - (p << 3));
    const low = i32x4.gt_s(rest, i32x4(0, 1, 2, 3));
    const high = i32x4.gt_s(rest, i32x4(4, 5, 6, 7));
    let at = x + <usize>p * panel;
    for (let h = 0; h < heads; h++) {
      v128.store(at, v128.bitselect(v128.load(at), hidden, low));
      v128.store(at, v128.bitselect(v128.load(at, 16), hidden, high), 16);
      at += 32;
    }
  }
}

/**
 * Makes exponentials of logits, less the largest of their head: which that is, and the reciprocal of their sum, go to
 * `statistics`, of all heads one behind the other. A head to which `mask` shows none of `limit` keys gets zeros; logits of −∞
 * alone give NaN, as in the definition. Two heads at a time, which lie in one cache line, and share the constants of exponentials,
 * which engines make anew for each turn: behind an odd number of heads, a head that nobody reads.
 */
export function exponentialsOfRow(x: usize, panels: i32, heads: i32, panel: usize, statistics: usize, mask: usize, head: usize, key: usize, limit: i32): void {
  for (let h = 0; h < heads; h += 2) {
    const from = x + (<usize>h << 5);
    let a = f32x4.splat(-Infinity), b = a;
    let at = from;
    for (let p = 0; p < panels; p++) {
      a = f32x4.pmax(a, f32x4.pmax(v128.load(at), v128.load(at, 16)));
      b = f32x4.pmax(b, f32x4.pmax(v128.load(at, 32), v128.load(at, 48)));
      at += panel;
    }
    a = largestOfHead(a, mask, <usize>h * head, key, limit);
    b = largestOfHead(b, mask, <usize>(h + 1) * head, key, h + 1 < heads ? limit : 0);
    let c = f32x4.splat(0), d = c;
    at = from;
    for (let p = 0; p < panels; p++) {
      const e0 = exponentialBelow(f32x4.sub(v128.load(at), a));
      const e1 = exponentialBelow(f32x4.sub(v128.load(at, 16), a));
      const e2 = exponentialBelow(f32x4.sub(v128.load(at, 32), b));
      const e3 = exponentialBelow(f32x4.sub(v128.load(at, 48), b));
      v128.store(at, e0);
      v128.store(at, e1, 16);
      v128.store(at, e2, 32);
      v128.store(at, e3, 48);
      c = f32x4.add(c, f32x4.add(e0, e1));
      d = f32x4.add(d, f32x4.add(e2, e3));
      at += panel;
    }
    keepStatistics(statistics + (<usize>h << 2), heads, a, c);
    if (h + 1 < heads) keepStatistics(statistics + (<usize>(h + 1) << 2), heads, b, d);
  }
}

/** In every lane, the largest of what remained of a head; 0 where the mask shows none. */
@inline
function largestOfHead(most: v128, mask: usize, head: usize, key: usize, limit: i32): v128 {
  most = f32x4.pmax(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  most = f32x4.pmax(most, v128.shuffle<i32>(most, most, 1, 0, 3, 2));
  if (mask != 0 && f32x4.extract_lane(most, 0) == -Infinity && !showsAny(mask + head, key, limit)) return f32x4.splat(0);
  return most;
}

@inline
function keepStatistics(to: usize, heads: i32, most: v128, sums: v128): void {
  const two = f32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1));
  const sum = f32x4.extract_lane(two, 0) + f32x4.extract_lane(two, 1);
  store<f32>(to, f32x4.extract_lane(most, 0));
  store<f32>(to + (<usize>heads << 2), sum == 0 ? 0 : 1 / sum);
}

/** Whether a row of a mask shows any key. */
function showsAny(mask: usize, key: usize, limit: i32): bool {
  for (let k = 0; k < limit; k++) if (load<u8>(mask + <usize>k * key)) return true;
  return false;
}

/** Makes the weights of logits again, from what {@link exponentialsOfRow} found. */
export function weightsOfRow(x: usize, panels: i32, heads: i32, panel: usize, statistics: usize): void {
  for (let h = 0; h < heads; h += 2) {
    const first = statistics + (<usize>h << 2);
    const second = h + 1 < heads ? first + 4 : first;
    const a = v128.load_splat<f32>(first);
    const b = v128.load_splat<f32>(second);
    const c = v128.load_splat<f32>(first + (<usize>heads << 2));
    const d = v128.load_splat<f32>(second + (<usize>heads << 2));
    let at = x + (<usize>h << 5);
    for (let p = 0; p < panels; p++) {
      v128.store(at, f32x4.mul(exponentialBelow(f32x4.sub(v128.load(at), a)), c));
      v128.store(at, f32x4.mul(exponentialBelow(f32x4.sub(v128.load(at, 16), a)), c), 16);
      v128.store(at, f32x4.mul(exponentialBelow(f32x4.sub(v128.load(at, 32), b)), d), 32);
      v128.store(at, f32x4.mul(exponentialBelow(f32x4.sub(v128.load(at, 48), b)), d), 48);
      at += panel;
    }
  }
}

/** The gradient of logits from that of their softmax, in its place: weights · (gradient − its mean by the weights). */
export function softmaxGradientOfRow(gradient: usize, weights: usize, panels: i32, heads: i32, panel: usize, means: usize): void {
  for (let p = 0; p < panels; p++) {
    for (let h = 0; h < heads; h++) {
      const at = <usize>h << 5;
      const mean = v128.load_splat<f32>(means + (<usize>h << 2));
      const low = f32x4.mul(v128.load(weights + at), f32x4.sub(v128.load(gradient + at), mean));
      const high = f32x4.mul(v128.load(weights + at, 16), f32x4.sub(v128.load(gradient + at, 16), mean));
      v128.store(gradient + at, low);
      v128.store(gradient + at, high, 16);
    }
    gradient += panel;
    weights += panel;
  }
}

/** Writes out a row of scores: `keys` numbers of each head, heads `head` bytes apart; what the panels lack is 0. */
export function writeRow(x: usize, panels: i32, heads: i32, panel: usize, to: usize, head: usize, keys: i32): void {
  const known = min(panels << 3, keys);
  for (let h = 0; h < heads; h++) {
    const row = to + <usize>h * head;
    for (let k = 0; k < known; k += 8) {
      const from = x + <usize>(k >> 3) * panel + (<usize>h << 5);
      memory.copy(row + (<usize>k << 2), from, <usize>min(8, known - k) << 2);
    }
    memory.fill(row + (<usize>known << 2), 0, <usize>(keys - known) << 2);
  }
}
