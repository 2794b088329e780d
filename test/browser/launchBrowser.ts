import { chromium, type Browser } from 'playwright-core';
import { chromiumFile } from './chromiumFile.js';
import { listLibraries, missingLibraries } from './missingLibraries.js';

/** Software rendering: WebGL 2 with float textures, and a WebGPU adapter, on a machine without a GPU. */
const ARGUMENTS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // A page that computes for minutes must not be slowed down for being out of sight.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  // Small containers give /dev/shm 64 MiB, too little for textures.
  '--disable-dev-shm-usage',
];

/**
 * Starts Chromium without a window.
 *
 * @throws Error that names missing system libraries and the Debian packages which hold them.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromiumFile();
  const missing = missingLibraries(listLibraries(executablePath));
  if (missing !== undefined) throw new Error(missing);
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
}
