import { keysAt } from './schemaAt.js';

/** Where the configuration has a key of this name, in whatever case and with or without dashes: `training.batchSize`. */
export function placesOf(name: string): string[] {
  return keysAt([]).flatMap((section) =>
    keysAt([section])
      .filter((key) => bare(key) === bare(name))
      .map((key) => `${section}.${key}`),
  );
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}
