import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page /subscribe of the official account. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/subscribe/',
  publicDir: fileURLToPath(new URL('../../../public/page/public', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('../../../dist/webhooks/official-account/page', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
