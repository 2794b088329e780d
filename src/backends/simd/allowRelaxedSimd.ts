import { nodeModule } from './nodeModule.js';

/** The V8 of Node 20: the last that has relaxed SIMD behind a switch, as the next one has it without. */
const V8_WITH_SWITCH = /^11\.3\./;

/** Lets Node 20 run fused products, as later Nodes and browsers do. The switch is read at each compilation. */
export function allowRelaxedSimd(): void {
  const { process } = globalThis as { process?: { versions?: { v8?: string } } };
  if (V8_WITH_SWITCH.test(process?.versions?.v8 ?? ''))
    nodeModule('node:v8')?.setFlagsFromString('--experimental-wasm-relaxed-simd');
}
