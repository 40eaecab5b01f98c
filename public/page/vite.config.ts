import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One page for /progress and /verify; its files lie under /progress. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/progress/',
  build: {
    outDir: fileURLToPath(new URL('../../dist/public/page', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
