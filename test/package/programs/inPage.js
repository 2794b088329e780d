import { Dense, loadText, saveWeights, setBackend } from 'talking-heads';
import { trainTiny } from './trainTiny.js';
import { useThreads } from './useThreads.js';

const messageOf = ({ message }) => message;

/** Read by the test, as globals of the page. */
console.log('begins');
const onSimd = location.search === '?simd';
globalThis.training = onSimd ? setBackend('simd', { threads: 3 }).then(trainTiny) : trainTiny();
globalThis.threads = globalThis.training.then(useThreads);
globalThis.refusals = Promise.all([
  saveWeights(new Dense({ units: 1 }), 'dense.safetensors').catch(messageOf),
  loadText('notes.txt').catch(messageOf),
]);
globalThis.threads.then(() => console.log('ends'));
