import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './prepare.js';

const bin = (name) => `node_modules/.bin/${name}`;
/** Pages that Vite bundles into dist beside the code that serves them. */
const pages = [
  'admin/console',
  'webhooks/web-chat/page',
  'webhooks/official-account/page',
  'public/page',
];

rmSync('dist', { recursive: true, force: true });
run(bin('tsc'), ['-p', 'tsconfig.build.json']);
cpSync('platform/i18n/locales', 'dist/platform/i18n/locales', { recursive: true });
for (const page of pages) {
  if (existsSync(`${page}/vite.config.ts`)) {
    run(bin('vite'), ['build', page, '-c', `${page}/vite.config.ts`, '--logLevel', 'warn']);
  }
}
writeFileSync('dist/.built', '');
