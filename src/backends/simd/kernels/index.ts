export { add, divide, maximum, minimum, multiply, squaredDifference, sub } from './arithmetic';
export { copyRows } from './copy';
export { gather } from './gather';
export { matMulPanels, packColumns, packRows } from './matMul';
export { segmentSum } from './segmentSum';
export { softmax } from './softmax';
export { addRows, divideSums } from './sum';
export { abs, erf, exp, neg, reciprocal, relu, rsqrt, sqrt, square, tanh } from './unary';
