import { assert } from 'chai';
import { backendInfo } from '../../src/backends/backendInfo.js';
import { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { chooseArithmetic } from '../../src/cli/chooseArithmetic.js';
import { setBackend } from '../../src/engine/backend.js';
import { ConfigError } from '../../src/runs/config/ConfigError.js';
import { realBlas } from '../backends/simd/blas/realBlas.js';
import { withSimd } from '../backends/simd/withSimd.js';

describe('what multiplies matrices in a run', () => {
  it('is told, with the library that is there and was not asked for, which is not loaded', async () => {
    await withSimd(new SimdBackend(), async (simd) => {
      const { build } = backendInfo();
      const there =
        realBlas === undefined
          ? ''
          : `; ${realBlas} is on this machine and may be faster for large ones: add --backend.blas auto`;
      assert.equal(await chooseArithmetic({}), `products by simd, ${build} build${there}`);
      assert.isUndefined(simd.blas);
      await setBackend('cpu');
      assert.equal(await chooseArithmetic({}), 'products by cpu');
    });
  });

  it('is the backend that is named, with so many threads', async () => {
    await withSimd(new SimdBackend(), async () => {
      await setBackend('cpu');
      assert.match(await chooseArithmetic({ name: 'simd', threads: 1 }), /^products by simd, /);
      assert.equal(backendInfo().threads, 1);
      assert.equal(await chooseArithmetic({ name: 'cpu' }), 'products by cpu');
    });
  });

  it('is an error where it cannot be loaded', async () => {
    await withSimd(new SimdBackend(), async () => {
      const failure = await chooseArithmetic({ blas: 'libnowhere.so' }).catch((error: unknown) => error);
      assert.instanceOf(failure, ConfigError);
      const message = "setBackend: blas must be 'auto' or a library with cblas_sgemm, got 'libnowhere.so': ";
      assert.include((failure as Error).message, message);
    });
  });

  if (realBlas !== undefined) {
    it('is the library that is found, or the one that is named', async () => {
      for (const blas of ['auto', realBlas]) {
        await withSimd(new SimdBackend(), async () => {
          assert.equal(await chooseArithmetic({ blas }), `large products by ${backendInfo().blas}`);
          assert.include(backendInfo().blas, realBlas);
        });
      }
    });
  }
});
