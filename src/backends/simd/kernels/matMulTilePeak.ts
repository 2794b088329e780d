import { matMulTiles } from './matMulTiles';

/**
 * Items `begin` to before `end` are the same tile, of panels that stay in the first cache: the speed that products are
 * measured against. Nothing but benchmarks runs it.
 */
export function matMulTilePeak(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, depth: i32): void {
  for (let i = begin; i < end; i++) matMulTiles(a, 4, 16, 0, 4, b, 32, 0, 1, depth, to, 32, 8, false, 0, 0, false);
}
