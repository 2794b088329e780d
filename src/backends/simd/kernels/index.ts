export {
  add,
  addInt32,
  divide,
  eluGradient,
  maximum,
  maximumInt32,
  minimum,
  minimumInt32,
  multiply,
  multiplyInt32,
  pow,
  prelu,
  squaredDifference,
  sub,
  subInt32,
} from './arithmetic';
export { boolToFloat32, boolToInt32, float32ToBool, float32ToInt32, int32ToBool, int32ToFloat32 } from './cast';
export { isFinite, isInf, isNan } from './classify';
export {
  equal,
  equalInt32,
  greater,
  greaterEqual,
  greaterEqualInt32,
  greaterInt32,
  notEqual,
  notEqualInt32,
} from './compare';
export { copyRows } from './copy';
export { fill } from './fill';
export { gather } from './gather';
export { logicalAnd, logicalNot, logicalOr } from './logical';
export { matMulPanels, packColumns, packRows } from './matMul';
export { segmentSum } from './segmentSum';
export { select, selectBool } from './select';
export { softmax } from './softmax';
export { addRows, divideSums } from './sum';
export {
  abs,
  ceil,
  clipByValue,
  cos,
  cube,
  elu,
  erf,
  exp,
  expm1,
  floor,
  halfPower,
  leakyRelu,
  log,
  log1p,
  neg,
  reciprocal,
  relu,
  relu6,
  round,
  rsqrt,
  selu,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  step,
  tanh,
} from './unary';
