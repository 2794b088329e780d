import { ADD, combineDoubles, combineOne, MULTIPLY, neutral } from './combine';
import { extremeOf } from './extreme';
import { extremesOfRun } from './extremesOfRun';
import { highDoubles, lowDoubles } from './lowDoubles';
import { sumRun } from './sumRun';

/** `count` neighbours reduced to one number: sums and products in doubles. */
@inline
export function reduceRun<T>(operation: i32, at: usize, count: i32): f64 {
  if (operation == ADD && isFloat<T>()) {
    const sum = sumRun(at, count);
    if (sum - sum == 0) return sum;
  }
  return operation == ADD || operation == MULTIPLY
    ? combineRun<T>(operation, at, count)
    : extremeOfRun<T>(operation, at, count);
}

@inline
function combineRun<T>(operation: i32, at: usize, count: i32): f64 {
  let a = f64x2.splat(neutral(operation)), b = a, c = a, d = a;
  let i = 0;
  for (; i + 8 <= count; i += 8) {
    const x = v128.load(at);
    const y = v128.load(at + 16);
    a = combineDoubles(operation, a, lowDoubles<T>(x));
    b = combineDoubles(operation, b, highDoubles<T>(x));
    c = combineDoubles(operation, c, lowDoubles<T>(y));
    d = combineDoubles(operation, d, highDoubles<T>(y));
    at += 32;
  }
  a = combineDoubles(operation, combineDoubles(operation, a, b), combineDoubles(operation, c, d));
  let result = combineOne(operation, f64x2.extract_lane(a, 0), f64x2.extract_lane(a, 1));
  for (; i < count; i++) {
    result = combineOne(operation, result, <f64>load<T>(at));
    at += 4;
  }
  return result;
}

@inline
function extremeOfRun<T>(operation: i32, at: usize, count: i32): f64 {
  if (count >= 16 / <i32>sizeof<T>()) return extremeOfLanes<T>(operation, extremesOfRun<T>(operation, at, count));
  let result = neutral(operation);
  for (let i = 0; i < count; i++) {
    result = combineOne(operation, result, <f64>load<T>(at));
    at += sizeof<T>();
  }
  return result;
}

@inline
function extremeOfLanes<T>(operation: i32, v: v128): f64 {
  v = extremeOf<T>(operation, v, v128.shuffle<i64>(v, v, 1, 0));
  v = extremeOf<T>(operation, v, v128.shuffle<i32>(v, v, 1, 0, 3, 2));
  if (isFloat<T>()) return <f64>f32x4.extract_lane(v, 0);
  if (sizeof<T>() == 4) return <f64>i32x4.extract_lane(v, 0);
  v = extremeOf<T>(operation, v, v128.shuffle<i16>(v, v, 1, 0, 3, 2, 5, 4, 7, 6));
  return combineOne(operation, <f64>i8x16.extract_lane_u(v, 0), <f64>i8x16.extract_lane_u(v, 1));
}
