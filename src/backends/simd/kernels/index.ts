export { add, divide, maximum, minimum, multiply, squaredDifference, sub } from './arithmetic';
export { copyRows } from './copy';
export { matMulPanels, packColumns, packRows } from './matMul';
export { softmax } from './softmax';
export { addRows, divideSums } from './sum';
export { abs, exp, neg, reciprocal, relu, rsqrt, sqrt, square, tanh } from './unary';
