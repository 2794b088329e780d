import { assert } from 'chai';
import { backendInfo } from '../../src/backends/backendInfo.js';
import { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { chooseBlas } from '../../src/cli/chooseBlas.js';
import { setBackend } from '../../src/engine/backend.js';
import { realBlas } from '../backends/simd/blas/realBlas.js';
import { withSimd } from '../backends/simd/withSimd.js';

describe('npm start: what multiplies matrices', () => {
  it('is told, with the library that is there and was not asked for, which is not loaded', async () => {
    await withSimd(new SimdBackend(), async (simd) => {
      const { build } = backendInfo();
      const there =
        realBlas === undefined ? '' : `; ${realBlas} is on this machine and may be faster for large ones: add --blas`;
      assert.equal(await chooseBlas(), `products by simd, ${build} build${there}`);
      assert.isUndefined(simd.blas);
      await setBackend('cpu');
      assert.equal(await chooseBlas(), 'products by cpu');
    });
  });

  it('is an error where it cannot be loaded', async () => {
    await withSimd(new SimdBackend(), async () => {
      const failure = await chooseBlas('libnowhere.so').catch((error: Error) => error.message);
      assert.include(failure, "setBackend: blas must be 'auto' or a library with cblas_sgemm, got 'libnowhere.so': ");
    });
  });

  if (realBlas !== undefined) {
    it('is the library that is found, or the one that is named', async () => {
      for (const asked of [true, realBlas] as const) {
        await withSimd(new SimdBackend(), async () => {
          assert.equal(await chooseBlas(asked), `large products by ${backendInfo().blas}`);
          assert.include(backendInfo().blas, realBlas);
        });
      }
    });
  }
});
