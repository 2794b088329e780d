import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { backendInfo } from '../../../../src/backends/backendInfo.js';
import { blasNames } from '../../../../src/backends/simd/blas/blasNames.js';
import { blasOnMachine } from '../../../../src/backends/simd/blas/blasOnMachine.js';
import { openBlas } from '../../../../src/backends/simd/blas/openBlas.js';
import { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import { setBackend } from '../../../../src/engine/backend.js';
import { assertClose } from '../../../helpers/assertClose.js';
import { withSimd } from '../withSimd.js';
import { realBlas } from './realBlas.js';

/** A library that every process has, without products of matrices. */
const WITHOUT_PRODUCTS: Record<string, string> = { darwin: '/usr/lib/libSystem.B.dylib', win32: 'kernel32.dll' };
const withoutProducts = WITHOUT_PRODUCTS[process.platform] ?? 'libc.so.6';

/** Runs a test with a value of the environment variable, and puts back the one of before. */
async function withVariable(value: string, test: () => void | Promise<void>): Promise<void> {
  const before = process.env.TALKING_HEADS_BLAS;
  process.env.TALKING_HEADS_BLAS = value;
  try {
    await test();
  } finally {
    if (before === undefined) delete process.env.TALKING_HEADS_BLAS;
    else process.env.TALKING_HEADS_BLAS = before;
  }
}

const refusal = (options: object): Promise<string> =>
  setBackend('simd', options).then(
    () => 'accepted',
    (error: Error) => error.message,
  );

/** The sums of a product that is large enough for a BLAS. */
const multiply = (): void => {
  tf.tidy(() => {
    const ones = tf.ones([96, 96]);
    assertClose(tf.matMul(ones, ones), new Array<number>(96 * 96).fill(96), 0);
  });
};

describe('simd: a BLAS that is asked for', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'blas-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is named where it does not load, and what computed before does so still', async () => {
    await withSimd(new SimdBackend(), async (simd) => {
      await setBackend('simd', { threads: 3, build: 'plain' });
      const info = backendInfo();
      assert.match(
        await refusal({ threads: 1, blas: 'libnowhere.so' }),
        /^setBackend: blas must be 'auto' or a library with cblas_sgemm, got 'libnowhere\.so': ./,
      );
      assert.deepEqual(backendInfo(), info);
      multiply();
      await setBackend('cpu');
      assert.include(await refusal({ blas: join(folder, 'nothing') }), 'blas must be');
      assert.deepEqual(backendInfo(), { name: 'cpu' });
      await setBackend('simd');
      assert.equal(simd.threads, 3);
    });
  });

  it('must have cblas_sgemm, and be a library at all', async () => {
    const text = join(folder, 'text.so');
    writeFileSync(text, 'no library');
    await withSimd(new SimdBackend(), async () => {
      for (const blas of [withoutProducts, text]) {
        const message = await refusal({ blas });
        assert.include(message, `setBackend: blas must be 'auto' or a library with cblas_sgemm, got '${blas}': `);
      }
      assert.include(await refusal({ blas: withoutProducts }), "'cblas_sgemm'");
    });
  });

  it('says what to install where koffi is missing, and uses that of the working folder', () => {
    const [program, place] = [process.argv[1], process.cwd()];
    process.argv[1] = join(folder, 'program.js');
    try {
      assert.throws(() => openBlas('here', withoutProducts), /^here must be 'auto' or a library with cblas_sgemm/);
      process.chdir(folder);
      assert.throws(
        () => openBlas('here', withoutProducts),
        /^here must have the package koffi, by "npm install koffi@\d+\.\d+\.\d+", got: Cannot find module 'koffi'$/,
      );
    } finally {
      process.argv[1] = program;
      process.chdir(place);
    }
  });

  it('is refused in browsers', () => {
    const descriptor = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule')!;
    Object.defineProperty(process, 'getBuiltinModule', { value: undefined, configurable: true });
    try {
      assert.equal(blasOnMachine(), undefined);
      assert.throws(
        () => openBlas('setBackend: blas', 'auto'),
        'setBackend: blas must be left out in browsers, which load no library of the system',
      );
    } finally {
      Object.defineProperty(process, 'getBuiltinModule', descriptor);
    }
  });

  it('is looked for under the names of each system, and all are told where none is', () => {
    assert.match(blasNames('darwin')[0], /Accelerate$/);
    assert.include(blasNames('win32'), 'libopenblas.dll');
    assert.deepEqual(blasNames('freebsd'), blasNames('linux'));
    const { platform } = process;
    // Names that this system's loader does not know.
    const other = platform === 'win32' ? 'linux' : 'win32';
    Object.defineProperty(process, 'platform', { value: other });
    try {
      const names = blasNames(other).join(', ');
      assert.throws(() => openBlas('here', 'auto'), `here must find a library with cblas_sgemm, got none of ${names}`);
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
    }
  });

  it('is found by its file, in the order of the names, without being loaded', () => {
    assert.equal(blasOnMachine('linux', [folder]), undefined);
    for (const name of ['libblis.so.4', 'libopenblas.so.0', 'libmkl_rt.so.2']) {
      writeFileSync(join(folder, name), 'no library');
      assert.equal(blasOnMachine('linux', [join(folder, 'none'), folder]), name);
    }
    assert.equal(blasOnMachine('win32', [folder]), undefined);
    assert.equal(blasOnMachine('darwin', []), blasNames('darwin')[0]);
  });

  it('of the environment fails in the first large product where nobody set the backend, small ones go on', async () => {
    await withSimd(new SimdBackend(), () =>
      withVariable('libnowhere.so', async () => {
        const message =
          /^simd: TALKING_HEADS_BLAS must be 'auto' or a library with cblas_sgemm, got 'libnowhere\.so': ./;
        assert.throws(multiply, message);
        assert.throws(() => backendInfo(), message);
        tf.tidy(() => assertClose(tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])), [2, 2, 2, 2], 0));
        assert.match(await refusal({ threads: 2 }), message);
        await withVariable('', multiply);
      }),
    );
  });

  it('is none without being asked for', async () => {
    await withSimd(new SimdBackend(), (simd) =>
      withVariable('', () => {
        multiply();
        assert.isUndefined(simd.blas);
        assert.notProperty(backendInfo(), 'blas');
      }),
    );
  });
});

if (realBlas !== undefined) {
  describe(`simd: ${realBlas}`, () => {
    it("is found by 'auto', told with its threads, and gone without being asked for again", async () => {
      await withSimd(new SimdBackend(), async () => {
        for (const threads of [1, 2]) {
          await setBackend('simd', { threads, blas: 'auto' });
          assert.match(
            backendInfo().blas!,
            threads === 1 ? /, (1 thread|threads of its own)$/ : /, (2 threads|threads of its own)$/,
          );
          assert.include(backendInfo().blas, realBlas);
          multiply();
        }
        await setBackend('simd', { threads: 2 });
        assert.notProperty(backendInfo(), 'blas');
      });
    });

    it('is taken by the environment, with and without setBackend; the option has the last word', async () => {
      await withSimd(new SimdBackend(), () =>
        withVariable('auto', async () => {
          multiply();
          assert.include(backendInfo().blas, realBlas);
          await setBackend('simd', { threads: 1 });
          assert.include(backendInfo().blas, realBlas);
          assert.include(await refusal({ blas: 'libnowhere.so' }), "got 'libnowhere.so'");
          await withVariable('libnowhere.so', () => setBackend('simd', { blas: realBlas! }));
          multiply();
        }),
      );
    });

    it('leaves the environment as it was', () => {
      openBlas('here', realBlas!);
      assert.notProperty(process.env, 'OPENBLAS_THREAD_TIMEOUT');
    });
  });
}
