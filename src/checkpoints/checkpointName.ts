const LEAST_DIGITS = 8;

/** The file of a step in a folder of checkpoints: `step-00000123.safetensors`. Names sort as their steps do. */
export function checkpointName(step: number): string {
  return `step-${String(step).padStart(LEAST_DIGITS, '0')}.safetensors`;
}

/** The step of a name that {@link checkpointName} gives; undefined of any other. */
export function stepOfCheckpointName(name: string): number | undefined {
  const step = Number(/^step-(\d{8,16})\.safetensors$/.exec(name)?.[1]);
  return checkpointName(step) === name ? step : undefined;
}
