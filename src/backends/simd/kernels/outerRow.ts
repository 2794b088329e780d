import { multiplyAdd } from './multiplyAdd';

/** to[h, g] = Σ over keys of x[h] · y[g], of two rows of scores as `mixRow` has them. */
export function outerRow(x: usize, y: usize, to: usize, panels: i32, heads: i32, panel: usize): void {
  const line = <usize>heads << 2;
  for (let h = 0; h < heads; h++) {
    const row = to + <usize>h * line;
    let g = 0;
    for (; g + 4 <= heads; g += 4) fourProducts(x + (<usize>h << 5), y + (<usize>g << 5), row + (<usize>g << 2), panels, panel);
    for (; g < heads; g++) store<f32>(row + (<usize>g << 2), productOf(x + (<usize>h << 5), y + (<usize>g << 5), panels, panel));
  }
}

/** Σ over keys of x · y, of one head each. */
export function productOf(x: usize, y: usize, panels: i32, panel: usize): f32 {
  let low = f32x4.splat(0), high = low;
  for (let p = 0; p < panels; p++) {
    low = multiplyAdd(v128.load(x), v128.load(y), low);
    high = multiplyAdd(v128.load(x, 16), v128.load(y, 16), high);
    x += panel;
    y += panel;
  }
  return sumOf(f32x4.add(low, high));
}

/** One head of x by four of y. */
function fourProducts(x: usize, y: usize, to: usize, panels: i32, panel: usize): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let p = 0; p < panels; p++) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    c00 = multiplyAdd(x0, v128.load(y), c00);
    c01 = multiplyAdd(x1, v128.load(y, 16), c01);
    c10 = multiplyAdd(x0, v128.load(y, 32), c10);
    c11 = multiplyAdd(x1, v128.load(y, 48), c11);
    c20 = multiplyAdd(x0, v128.load(y, 64), c20);
    c21 = multiplyAdd(x1, v128.load(y, 80), c21);
    c30 = multiplyAdd(x0, v128.load(y, 96), c30);
    c31 = multiplyAdd(x1, v128.load(y, 112), c31);
    x += panel;
    y += panel;
  }
  store<f32>(to, sumOf(f32x4.add(c00, c01)));
  store<f32>(to, sumOf(f32x4.add(c10, c11)), 4);
  store<f32>(to, sumOf(f32x4.add(c20, c21)), 8);
  store<f32>(to, sumOf(f32x4.add(c30, c31)), 12);
}

@inline
function sumOf(v: v128): f32 {
  v = f32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1);
}
