export { matMulPanels, packColumns, packRows } from './matMul';
