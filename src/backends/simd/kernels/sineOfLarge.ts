/**
 * sin (x + quarter · π/2) of |x| ≥ 2²⁶, after Payne and Hanek.
 *
 * x = m · 2ᵉ with whole m. In m · 2ᵉ · 2/π, bits of 2/π that make multiples of 4 change nothing and are left out; of the next
 * 96 the first 2 of the product are the quarter and the rest is where in it.
 */
export function sineOfLarge(x: f32, quarter: i64): f32 {
  const bits = reinterpret<u32>(x) & 0x7fffffff;
  if (bits >= 0x7f800000) return NaN;
  const m = <u64>((bits & 0x7fffff) | 0x800000);
  const first = <i32>(bits >> 23) - 152;
  const product = m * digits(first) + ((m * (digits(first + 64) >> 32)) >> 32);
  const n = (product + (1 << 61)) >> 62;
  const r = <f64>(<i64>(product - (n << 62))) * (1.5707963267948966 / 4611686018427387904.0);
  const negative = x < 0;
  const quarters = (negative ? -(<i64>n) : <i64>n) + quarter;
  const size = (quarters & 1) != 0 ? cosine(r) : negative ? -sineOf(r) : sineOf(r);
  return <f32>((quarters & 2) != 0 ? -size : size);
}

/** 64 bits of 2/π from one on. */
function digits(first: i32): u64 {
  const word = first >> 6;
  const shift = <u64>(first & 63);
  const head = wordOf(word) << shift;
  return shift == 0 ? head : head | (wordOf(word + 1) >> (64 - shift));
}

function wordOf(word: i32): u64 {
  if (word == 0) return 0xa2f9836e4e441529;
  if (word == 1) return 0xfc2757d1f534ddc0;
  return word == 2 ? 0xdb6295993c439041 : 0xfe5163abdebbc561;
}

function sineOf(r: f64): f64 {
  const z = r * r;
  const p = ((2.7183114939898219e-6 * z - 1.9839334836096632e-4) * z + 8.3333293858894632e-3) * z - 1.6666666641626524e-1;
  return r + r * z * p;
}

function cosine(r: f64): f64 {
  const z = r * r;
  const p = ((2.4390448796277409e-5 * z - 1.3886763774609929e-3) * z + 4.1666623323739063e-2) * z - 4.9999999725103100e-1;
  return 1 + z * p;
}
