import { assert } from 'chai';
import type { Pages } from '../browser/serve.js';
import { assertPage } from './assertPage.js';
import { installPackage } from './installPackage.js';
import { openPage } from './openPage.js';
import { viteBuild } from './viteBuild.js';

/** What Vite says of any page of more than 500 kB, which TensorFlow.js is alone. */
const SIZE_ADVICE = `[plugin builtin:vite-reporter]${' '}
(!) Some chunks are larger than 500 kB after minification. Consider:
- Using dynamic import() to code-split the application
- Use build.rolldownOptions.output.codeSplitting to improve chunking: https://rolldown.rs/reference/OutputOptions.codeSplitting
- Adjust chunk size limit for this warning via build.chunkSizeWarningLimit.
`;

describe('Vite', () => {
  let pages: Pages;
  let warnings: string;

  before(async () => {
    ({ pages, warnings } = await viteBuild(await installPackage()));
  });

  it('builds a page without a configuration or a warning, and the page trains on webgl', async () => {
    assert.equal(warnings, SIZE_ADVICE);
    assertPage(await openPage(pages));
  });

  it('the page trains on simd with threads where it is cross-origin isolated, else on one', async () => {
    assertPage(await openPage(pages, '?simd'), 'simd', 3);
    assertPage(await openPage(pages, '?simd', false), 'simd', 1);
  });
});
