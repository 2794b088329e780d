import { multiplyAdd } from './multiplyAdd';

/**
 * Rows of scores of all heads lie in panels of 8 keys: of each head 8 numbers, one head behind the other, `panel` bytes apart,
 * which has room for a multiple of 4 heads. So that all heads of a key are mixed at once, in registers.
 */

/** Lays out what heads are mixed with, `[h, h]`, for {@link mixRow}: input head h times its factor. `transposed` mixes back. */
export function layOutMix(weights: usize, heads: i32, transposed: bool, factors: usize, to: usize): void {
  for (let four = 0; four < heads; four += 4) {
    for (let h = 0; h < heads; h++) {
      const factor = load<f32>(factors + (<usize>h << 2));
      for (let g = four; g < four + 4; g++) {
        const at = transposed ? g * heads + h : h * heads + g;
        store<f32>(to, g < heads ? load<f32>(weights + (<usize>at << 2)) * factor : 0);
        to += 4;
      }
    }
  }
}

/** Mixes the heads of a row. */
export function mixRow(from: usize, mix: usize, to: usize, panels: i32, heads: i32, panel: usize): void {
  for (let p = 0; p < panels; p++) {
    let weights = mix;
    for (let four = 0; four < heads; four += 4) {
      let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
      let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      const end = from + (<usize>heads << 5);
      for (let x = from; x != end; x += 32) {
        const b0 = v128.load(x);
        const b1 = v128.load(x, 16);
        let w = v128.load_splat<f32>(weights);
        c00 = multiplyAdd(w, b0, c00);
        c01 = multiplyAdd(w, b1, c01);
        w = v128.load_splat<f32>(weights, 4);
        c10 = multiplyAdd(w, b0, c10);
        c11 = multiplyAdd(w, b1, c11);
        w = v128.load_splat<f32>(weights, 8);
        c20 = multiplyAdd(w, b0, c20);
        c21 = multiplyAdd(w, b1, c21);
        w = v128.load_splat<f32>(weights, 12);
        c30 = multiplyAdd(w, b0, c30);
        c31 = multiplyAdd(w, b1, c31);
        weights += 16;
      }
      const at = to + (<usize>four << 5);
      v128.store(at, c00);
      v128.store(at, c01, 16);
      v128.store(at, c10, 32);
      v128.store(at, c11, 48);
      v128.store(at, c20, 64);
      v128.store(at, c21, 80);
      v128.store(at, c30, 96);
      v128.store(at, c31, 112);
    }
    from += panel;
    to += panel;
  }
}

/** Multiplies each head of a row by its factor: what is done where heads are not mixed. */
export function scaleRow(from: usize, factors: usize, to: usize, panels: i32, heads: i32, panel: usize): void {
  for (let p = 0; p < panels; p++) {
    for (let h = 0; h < heads; h++) {
      const at = <usize>h << 5;
      const factor = v128.load_splat<f32>(factors + (<usize>h << 2));
      v128.store(to + at, f32x4.mul(v128.load(from + at), factor));
      v128.store(to + at, f32x4.mul(v128.load(from + at, 16), factor), 16);
    }
    from += panel;
    to += panel;
  }
}
