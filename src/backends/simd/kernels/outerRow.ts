import { multiplyAdd } from './multiplyAdd';

/** to[h, g] = Σ over keys of x[h] · y[g], of two rows of scores as `mixRow` has them. */
export function outerRow(x: usize, y: usize, to: usize, panels: i32, heads: i32, panel: usize): void {
  const line = <usize>heads << 2;
  let h = 0;
  for (; h + 2 <= heads; h += 2) {
    const from = x + (<usize>h << 5);
    const row = to + <usize>h * line;
    let g = 0;
    for (; g + 4 <= heads; g += 4) eightProducts(from, y + (<usize>g << 5), row + (<usize>g << 2), line, panels, panel);
    for (; g < heads; g++) {
      const other = y + (<usize>g << 5);
      store<f32>(row + (<usize>g << 2), productOf(from, other, panels, panel));
      store<f32>(row + line + (<usize>g << 2), productOf(from + 32, other, panels, panel));
    }
  }
  if (h == heads) return;
  for (let g: usize = 0; g < <usize>heads; g++) store<f32>(to + <usize>h * line + (g << 2), productOf(x + (<usize>h << 5), y + (g << 5), panels, panel));
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

/** Two heads of x by four of y. */
function eightProducts(x: usize, y: usize, to: usize, line: usize, panels: i32, panel: usize): void {
  let c00 = f32x4.splat(0), c01 = c00, c02 = c00, c03 = c00;
  let c10 = c00, c11 = c00, c12 = c00, c13 = c00;
  for (let p = 0; p < panels; p++) {
    for (let half: usize = 0; half < 32; half += 16) {
      const x0 = v128.load(x + half);
      const x1 = v128.load(x + half, 32);
      let z = v128.load(y + half);
      c00 = multiplyAdd(x0, z, c00);
      c10 = multiplyAdd(x1, z, c10);
      z = v128.load(y + half, 32);
      c01 = multiplyAdd(x0, z, c01);
      c11 = multiplyAdd(x1, z, c11);
      z = v128.load(y + half, 64);
      c02 = multiplyAdd(x0, z, c02);
      c12 = multiplyAdd(x1, z, c12);
      z = v128.load(y + half, 96);
      c03 = multiplyAdd(x0, z, c03);
      c13 = multiplyAdd(x1, z, c13);
    }
    x += panel;
    y += panel;
  }
  v128.store(to, sumsOf(c00, c01, c02, c03));
  v128.store(to + line, sumsOf(c10, c11, c12, c13));
}

/** The sum of each of four vectors. */
@inline
function sumsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

@inline
function sumOf(v: v128): f32 {
  v = f32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1);
}
