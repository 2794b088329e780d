import { Dense, loadText, saveWeights } from 'talking-heads';
import { trainTiny } from './trainTiny.js';

const messageOf = ({ message }) => message;

/** Read by the test, as globals of the page. */
console.log('begins');
globalThis.training = trainTiny();
globalThis.refusals = Promise.all([
  saveWeights(new Dense({ units: 1 }), 'dense.safetensors').catch(messageOf),
  loadText('notes.txt').catch(messageOf),
]);
globalThis.training.then(() => console.log('ends'));
