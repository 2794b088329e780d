import { ADD, combineDoubles, combineOne, MULTIPLY, neutral } from './combine';
import { FLOAT, highDoubles, loadFour, loadOne, lowDoubles, sizeOfType, WHOLE } from './elements';
import { extremeOf, neutralVector } from './extreme';

/** `count` neighbours reduced to one number: sums and products in double precision. */
@inline
export function reduceRun(operation: i32, type: i32, at: usize, count: i32): f64 {
  return operation == ADD || operation == MULTIPLY
    ? combineRun(operation, type, at, count)
    : extremeOfRun(operation, type, at, count);
}

@inline
function combineRun(operation: i32, type: i32, at: usize, count: i32): f64 {
  const size = sizeOfType(type);
  let a = f64x2.splat(neutral(operation)), b = a, c = a, d = a;
  let i = 0;
  for (; i + 8 <= count; i += 8) {
    const x = loadFour(type, at);
    const y = loadFour(type, at + 4 * size);
    a = combineDoubles(operation, a, lowDoubles(type, x));
    b = combineDoubles(operation, b, highDoubles(type, x));
    c = combineDoubles(operation, c, lowDoubles(type, y));
    d = combineDoubles(operation, d, highDoubles(type, y));
    at += 8 * size;
  }
  a = combineDoubles(operation, combineDoubles(operation, a, b), combineDoubles(operation, c, d));
  let result = combineOne(operation, f64x2.extract_lane(a, 0), f64x2.extract_lane(a, 1));
  for (; i < count; i++) {
    result = combineOne(operation, result, loadOne(type, at));
    at += size;
  }
  return result;
}

@inline
function extremeOfRun(operation: i32, type: i32, at: usize, count: i32): f64 {
  const size = sizeOfType(type);
  const lanes = 16 / <i32>size;
  let result = neutral(operation);
  let i = 0;
  if (count >= lanes) {
    let a = neutralVector(operation, type), b = a, c = a, d = a;
    for (; i + 4 * lanes <= count; i += 4 * lanes) {
      a = extremeOf(operation, type, a, v128.load(at));
      b = extremeOf(operation, type, b, v128.load(at, 16));
      c = extremeOf(operation, type, c, v128.load(at, 32));
      d = extremeOf(operation, type, d, v128.load(at, 48));
      at += 64;
    }
    for (; i + lanes <= count; i += lanes) {
      a = extremeOf(operation, type, a, v128.load(at));
      at += 16;
    }
    a = extremeOf(operation, type, extremeOf(operation, type, a, b), extremeOf(operation, type, c, d));
    result = extremeOfLanes(operation, type, a);
  }
  for (; i < count; i++) {
    result = combineOne(operation, result, loadOne(type, at));
    at += size;
  }
  return result;
}

@inline
function extremeOfLanes(operation: i32, type: i32, v: v128): f64 {
  v = extremeOf(operation, type, v, v128.shuffle<i64>(v, v, 1, 0));
  v = extremeOf(operation, type, v, v128.shuffle<i32>(v, v, 1, 0, 3, 2));
  if (type == FLOAT) return <f64>f32x4.extract_lane(v, 0);
  if (type == WHOLE) return <f64>i32x4.extract_lane(v, 0);
  v = extremeOf(operation, type, v, v128.shuffle<i16>(v, v, 1, 0, 3, 2, 5, 4, 7, 6));
  return combineOne(operation, <f64>i8x16.extract_lane_u(v, 0), <f64>i8x16.extract_lane_u(v, 1));
}
