const BLOCK = 64;

/** The first 32 bits of the fractional parts of roots of the first 64 primes: K of cube roots, H of square roots. */
const [K, H] = roots();

function roots(): [Int32Array, Int32Array] {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const bits = (root: number): number => ((root % 1) * 2 ** 32) | 0;
  return [
    Int32Array.from(primes, (n) => bits(Math.cbrt(n))),
    Int32Array.from(primes.slice(0, 8), (n) => bits(Math.sqrt(n))),
  ];
}

/**
 * The SHA-256 of bytes in hexadecimal digits (FIPS 180-4, whose letters the code has), where there is none of Node: that
 * of browsers ends later, in a promise.
 */
export function sha256(bytes: Uint8Array): string {
  const hash = H.slice();
  const whole = bytes.length - (bytes.length % BLOCK);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const w = new Int32Array(64);
  for (let at = 0; at < whole; at += BLOCK) addBlock(hash, view, at, w);
  const end = padded(bytes, whole);
  for (let at = 0; at < end.byteLength; at += BLOCK) addBlock(hash, end, at, w);
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The bytes after the last whole block, a 1 bit, zeros, and the number of all bits in 64 of them. */
function padded(bytes: Uint8Array, whole: number): DataView {
  const rest = bytes.length - whole;
  const end = new Uint8Array(rest + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  end.set(bytes.subarray(whole));
  end[rest] = 0x80;
  const view = new DataView(end.buffer);
  view.setBigUint64(end.length - 8, 8n * BigInt(bytes.length));
  return view;
}

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

function addBlock(hash: Int32Array, block: DataView, at: number, w: Int32Array): void {
  for (let t = 0; t < 16; t++) w[t] = block.getInt32(at + 4 * t);
  for (let t = 16; t < 64; t++) {
    const sigma0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >>> 3);
    const sigma1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >>> 10);
    w[t] = (sigma1 + w[t - 7] + sigma0 + w[t - 16]) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let t = 0; t < 64; t++) {
    const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
    const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) hash[i] += value;
}
