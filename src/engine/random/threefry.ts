/** Rotation distances of the 20 rounds, in turn (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];

/** Constant of the key schedule: it keeps a key of zeros from giving a schedule of zeros. */
const PARITY = 0x1bd11bda;

/**
 * Threefry-2x32 with 20 rounds: two random 32-bit words for each counter, under a key of two words.
 *
 * @returns The two words, unsigned.
 */
export function threefry(key: readonly [number, number], counter0: number, counter1: number): [number, number] {
  const schedule = [key[0], key[1], key[0] ^ key[1] ^ PARITY];
  let x = (counter0 + schedule[0]) | 0;
  let y = (counter1 + schedule[1]) | 0;
  for (let group = 0; group < 5; group++) {
    for (let round = 0; round < 4; round++) {
      const distance = ROTATIONS[(group % 2) * 4 + round];
      x = (x + y) | 0;
      y = ((y << distance) | (y >>> (32 - distance))) ^ x;
    }
    x = (x + schedule[(group + 1) % 3]) | 0;
    y = (y + schedule[(group + 2) % 3] + group + 1) | 0;
  }
  return [x >>> 0, y >>> 0];
}
