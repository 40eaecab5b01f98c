import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureBuild, ensurePackages } from './prepare.js';

ensurePackages();
ensureBuild();

const args = [...(existsSync('.env') ? ['--env-file=.env'] : []), 'dist/bot/main.js'];
const child = spawn(process.execPath, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
