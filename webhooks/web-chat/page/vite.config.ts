import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../../../dist/webhooks/web-chat/page', import.meta.url));

/** The launcher is a plain script under a fixed name, for sites that embed the chat. */
function buildLauncher(): Plugin {
  let launcherDir = outDir;
  return {
    name: 'launcher',
    apply: 'build',
    configResolved({ build: { outDir: resolved } }) {
      launcherDir = resolved;
    },
    async closeBundle() {
      await build({
        configFile: false,
        logLevel: 'warn',
        root,
        build: {
          outDir: launcherDir,
          emptyOutDir: false,
          copyPublicDir: false,
          lib: {
            entry: 'embed.ts',
            formats: ['iife'],
            name: 'duxinChat',
            fileName: () => 'embed.js',
          },
        },
      });
    },
  };
}

export default defineConfig({
  root,
  base: '/chat/',
  build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  plugins: [buildLauncher()],
});
