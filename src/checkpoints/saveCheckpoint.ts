import { checkText } from '../config/checkText.js';
import type { AnyModule } from '../modules/Module.js';
import type { Optimizer } from '../optimizers/Optimizer.js';
import { checkCheckpoint, type CheckpointOptions } from './Checkpoint.js';
import { encodeCheckpoint } from './encodeCheckpoint.js';
import { writeWhole } from './writeWhole.js';

/**
 * Writes a moment of a training to a safetensors file, as {@link encodeCheckpoint}. The file appears whole or not at all,
 * also when the process is killed or the disk is full. Node only.
 *
 * The values are taken at the call: training may go on before the promise is kept.
 *
 * @param path Replaced if it exists; a link is replaced, not followed.
 * @throws CheckpointError when the file cannot be written: `full`, `permission`, `readOnly`, `missing`, `write`. It says
 * how many bytes were needed, and a file that was there is as it was.
 * @throws Error as {@link encodeCheckpoint}, and in a browser, where that gives the bytes.
 */
export async function saveCheckpoint(
  path: string,
  module: AnyModule,
  optimizer: Optimizer,
  options: CheckpointOptions,
): Promise<void> {
  checkText('saveCheckpoint', 'path', path);
  checkCheckpoint('saveCheckpoint', module, optimizer, options);
  await writeWhole('saveCheckpoint', path, () => encodeCheckpoint(module, optimizer, options), 'encodeCheckpoint');
}
