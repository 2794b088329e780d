import type { Dice } from './Dice.js';
import { editSafetensorsHeader } from './editSafetensorsHeader.js';

type Edit = (bytes: Uint8Array, dice: Dice, seeds: readonly Uint8Array[]) => Uint8Array;

const LENGTHS = [
  0n,
  1n,
  2n,
  7n,
  8n,
  2n ** 24n,
  2n ** 24n + 1n,
  100_000_000n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n,
  2n ** 64n - 1n,
];

const SCRAPS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\\',
  '\\u0061',
  ' ',
  '\n',
  '\0',
  '\ufeff',
  '0',
  '-',
  '1e400',
  '.5',
  'null',
  '{}',
  '"":',
].map((text) => new TextEncoder().encode(text));

/** Where the header ends, as far as the file says so truly. */
function headerEnd(bytes: Uint8Array): number {
  return bytes.length < 8 ? bytes.length : Math.min(bytes.length, 8 + new DataView(bytes.buffer).getUint32(0, true));
}

/** A place in the file: mostly in the header, which is what there is to get wrong. */
function place(bytes: Uint8Array, dice: Dice): number {
  return dice.below((dice.below(4) > 0 ? headerEnd(bytes) : bytes.length) + 1);
}

function replace(bytes: Uint8Array, begin: number, end: number, middle: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length - (end - begin) + middle.length);
  result.set(bytes.subarray(0, begin));
  result.set(middle, begin);
  result.set(bytes.subarray(end), begin + middle.length);
  return result;
}

/** Sets the length of the header right again after a change of so many bytes within it, as an attacker would. */
function correct(bytes: Uint8Array, change: number, dice: Dice): Uint8Array {
  if (bytes.length < 8 || dice.below(4) === 0) return bytes;
  const view = new DataView(bytes.buffer);
  view.setUint32(0, view.getUint32(0, true) + change, true);
  return bytes;
}

const flipBits: Edit = (bytes, dice) => {
  if (bytes.length === 0) return bytes;
  for (let count = 1 + dice.below(3); count > 0; count--) {
    bytes[Math.min(place(bytes, dice), bytes.length - 1)] ^= 1 << dice.below(8);
  }
  return bytes;
};

const setByte: Edit = (bytes, dice) => {
  if (bytes.length === 0) return bytes;
  bytes[Math.min(place(bytes, dice), bytes.length - 1)] =
    dice.below(2) === 0 ? dice.below(256) : dice.pick(dice.pick(SCRAPS));
  return bytes;
};

const truncate: Edit = (bytes, dice) => bytes.slice(0, place(bytes, dice));

const insert: Edit = (bytes, dice) => {
  const at = place(bytes, dice);
  const scrap = dice.below(3) === 0 ? dice.bytes(1 + dice.below(8)) : dice.pick(SCRAPS);
  return correct(replace(bytes, at, at, scrap), at < headerEnd(bytes) ? scrap.length : 0, dice);
};

const remove: Edit = (bytes, dice) => {
  const at = place(bytes, dice);
  const end = Math.min(bytes.length, at + 1 + dice.below(12));
  return correct(replace(bytes, at, end, new Uint8Array(0)), at < headerEnd(bytes) ? at - end : 0, dice);
};

/** A piece of another file, or of this one. */
const splice: Edit = (bytes, dice, seeds) => {
  const other = dice.pick(seeds);
  const from = place(other, dice);
  const piece = other.slice(from, from + dice.below(64));
  const at = place(bytes, dice);
  const end = Math.min(bytes.length, at + dice.below(64));
  return correct(replace(bytes, at, end, piece), piece.length - (end - at), dice);
};

const setLength: Edit = (bytes, dice) => {
  if (bytes.length < 8) return bytes;
  const view = new DataView(bytes.buffer);
  const near = BigInt(view.getUint32(0, true) + dice.below(17) - 8);
  view.setBigUint64(0, BigInt.asUintN(64, dice.below(2) === 0 ? near : dice.pick(LENGTHS)), true);
  return bytes;
};

const append: Edit = (bytes, dice, seeds) =>
  replace(bytes, bytes.length, bytes.length, dice.below(2) === 0 ? dice.pick(seeds) : dice.bytes(1 + dice.below(9)));

const edits: readonly Edit[] = [flipBits, setByte, truncate, insert, remove, splice, setLength, append];

/** A file made of a valid one, and whether it must be valid as well: most are not, and of some nobody knows. */
export function mutateSafetensors(dice: Dice, seeds: readonly Uint8Array[]): { bytes: Uint8Array; valid: boolean } {
  let mutant: Uint8Array = dice.pick(seeds).slice();
  if (dice.below(2) === 0) {
    const edited = editSafetensorsHeader(dice, mutant);
    if (dice.below(4) > 0) return edited;
    mutant = edited.bytes;
  }
  for (let count = 1 + dice.below(2); count > 0; count--) mutant = dice.pick(edits)(mutant, dice, seeds);
  return { bytes: mutant, valid: false };
}
