import { assert } from 'chai';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { installPackage } from './installPackage.js';

/** The last TypeScript of the years before ours: declarations that only the newest reads would show. */
const OLDER = '5.9.3';

/**
 * Files with errors that are not ours, by version. TensorFlow.js brings `@webgpu/types`, which declares what the `dom`
 * of TypeScript 6 declares too, so that nobody can use tfjs-core there without `skipLibCheck`.
 */
const THEIRS: Record<string, string[]> = {
  [OLDER]: [],
  [ts.version]: ['node_modules/@webgpu/types/dist/index.d.ts', 'lib/lib.dom.d.ts'],
};

const RESOLUTIONS: Record<string, ts.CompilerOptions> = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/** Statements that must not compile, with the number of the error and a part of its text. */
const WRONG: [statement: string, code: number, text: RegExp][] = [
  ['new TalkingHeadsAttention({ numHeads: 2 });', 2345, /Property 'keyDim' is missing/],
  ["new TalkingHeadsAttention({ numHeads: '2', keyDim: 4 });", 2322, /'string' is not assignable to type 'number'/],
  ["new Transformer({ ...sizes, attention: 'talking' });", 2322, /'"talking"' is not assignable/],
  ['const [output, scores] = attention.call(query); void [output, scores];', 2488, /'\[Symbol\.iterator\]\(\)'/],
  ['for await (const event of train(model, all)) console.log(event.loss);', 2339, /'loss' does not exist on type/],
  ['train(model, { data: all.data, steps: 2 });', 2769, /No overload matches/],
  ['const text: number = generate(model, tokenizer, "a", { length: 1 }); void text;', 2322, /'string' is not/],
  ['class Half extends Regularizer { override loss(x: Tensor): Tensor { return x; } } void Half;', 2515, /getConfig/],
  ['checkGradients((x: string) => x, { x: query });', 2345, /is not assignable to parameter/],
  ["import { utils } from 'talking-heads'; void utils;", 2305, /has no exported member 'utils'/],
  ["import { train as hidden } from 'talking-heads/dist/training/train.js'; void hidden;", 2307, /Cannot find module/],
];

const GIVEN = `
import type { Tensor } from '@tensorflow/tfjs-core';
import { generate, Regularizer, TalkingHeadsAttention, train, Transformer } from 'talking-heads';
import type { CharacterTokenizer, Optimizer } from 'talking-heads';
import { checkGradients } from 'talking-heads/testing';
declare const sizes: { vocabularySize: 3; contextLength: 4; numLayers: 1; width: 4; numHeads: 2 };
declare const [attention, model, query, tokenizer]: [TalkingHeadsAttention, Transformer, Tensor, CharacterTokenizer];
declare const all: { data: Int32Array; optimizer: Optimizer; steps: number };
`.trimStart();

describe('types', () => {
  let folder: string;
  before(async () => {
    folder = await installPackage(`typescript@${OLDER}`);
    writeFileSync(
      join(folder, 'wrong.ts'),
      GIVEN + WRONG.map(([statement]) => statement).join('\n') + '\nexport {};\n',
    );
  });

  /** Errors in a file of the project and in every declaration that it reads, all checked. */
  function diagnose(version: string, file: string, resolution: ts.CompilerOptions): readonly ts.Diagnostic[] {
    const compiler =
      version === ts.version ? ts : (createRequire(join(folder, 'package.json'))('typescript') as typeof ts);
    assert.equal(compiler.version, version);
    const options: ts.CompilerOptions = {
      ...resolution,
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      // Of TensorFlow.js. An older compiler finds it by itself.
      types: version === ts.version ? ['long'] : undefined,
    };
    const host = compiler.createCompilerHost(options);
    host.getCurrentDirectory = () => folder;
    return compiler.getPreEmitDiagnostics(compiler.createProgram([join(folder, file)], options, host));
  }

  const textOf = ({ messageText }: ts.Diagnostic): string => ts.flattenDiagnosticMessageText(messageText, '\n');
  const describeOne = (one: ts.Diagnostic): string => `${one.file?.fileName ?? ''}: TS${one.code}: ${textOf(one)}`;

  for (const version of [OLDER, ts.version]) {
    const isTheirs = ({ file }: ts.Diagnostic): boolean =>
      THEIRS[version].some((path) => file?.fileName.endsWith(`/${path}`) ?? false);

    for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
      it(`TypeScript ${version}, ${name}: what users write compiles, declarations checked`, () => {
        const found = diagnose(version, 'types.ts', resolution);
        const [theirs, ours] = [found.filter(isTheirs), found.filter((one) => !isTheirs(one))];
        assert.deepEqual(ours.map(describeOne), []);
        const failing = THEIRS[version].filter((path) => theirs.some(({ file }) => file!.fileName.endsWith(path)));
        assert.deepEqual(failing, THEIRS[version], 'an exception that is not needed');
      });

      it(`TypeScript ${version}, ${name}: each wrong use is an error`, () => {
        const found = diagnose(version, 'wrong.ts', resolution).filter((one) => !isTheirs(one));
        const line = ({ file, start }: ts.Diagnostic): number => file!.getLineAndCharacterOfPosition(start!).line;
        const first = GIVEN.split('\n').length - 1;
        assert.deepEqual(
          found.map((one) => [line(one) - first, one.code]),
          WRONG.map(([, code], i) => [i, code]),
          found.map(describeOne).join('\n'),
        );
        WRONG.forEach(([, , text], i) => assert.match(textOf(found[i]), text));
      });
    }
  }
});
