import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';

const isWindows = process.platform === 'win32';

/** Runs a command with this terminal; ends the process when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: isWindows,
    ...options,
  });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs the npm packages when they are missing or older than the lock file. */
export function ensurePackages() {
  const stamp = 'node_modules/.package-lock.json';
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  console.log('Installing packages…');
  // Not `npm ci`: it refuses a lock file that lacks the native builds of other platforms (decision 6).
  run('npm', [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
  ]);
}

const sources = [
  'bot',
  'webhooks',
  'handlers',
  'tickets',
  'people',
  'knowledge',
  'admin',
  'public',
  'platform',
  'scripts',
  'package-lock.json',
  'tsconfig.json',
];

function findNewest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => findNewest(`${path}/${name}`)));
}

/** Builds dist/ when a source is newer than it. */
export function ensureBuild() {
  const stamp = 'dist/.built';
  const isFresh =
    existsSync(stamp) && statSync(stamp).mtimeMs >= Math.max(...sources.map(findNewest));
  if (isFresh) return;
  console.log('Building…');
  run('node', ['scripts/build.js']);
}

const debianPackages = [
  { command: 'redis-server', name: 'redis-server' },
  { command: 'chromium', name: 'chromium' },
  { command: 'strace', name: 'strace' },
  { command: 'pdftoppm', name: 'poppler-utils' },
];

const has = (command) =>
  spawnSync(isWindows ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0;

/** Installs what the suites need from Debian where it may; else says what cannot be run, and fails in CI. */
export function ensureDebianPackages() {
  const missing = debianPackages.filter(({ command }) => !has(command));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  if (process.getuid?.() === 0 && has('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env };
    console.log(`Installing ${names.join(', ')}…`);
    spawnSync('apt-get', ['update'], quiet);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], quiet);
  }
  const absent = missing.filter(({ command }) => !has(command)).map(({ name }) => name);
  if (absent.length === 0) return;
  console.error(
    `\n!! ${absent.join(' and ')} not installed: the suites that need them CANNOT run.` +
      `\n!! Install them (apt-get install ${absent.join(' ')}) and run again.\n`,
  );
  if (process.env.CI) process.exit(1);
}

/** Runs jest over real ES modules with the given arguments. */
export function runJest(args, env = process.env) {
  const jest = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    // A failed test may leave a child process behind; the run must still end.
    '--forceExit',
  ];
  run('node', [...jest, ...args], { env });
}

const memoryFolder = '/dev/shm';
const roomBytes = 4 * 1024 ** 3;

/**
 * The environment with temporary files in memory where there is plenty: hundreds of small databases
 * are made, and none of the quick suites asks what a disk keeps. The drills stay on the disk.
 */
export function keepTemporaryInMemory() {
  if (!existsSync(memoryFolder)) return process.env;
  const { bavail, bsize } = statfsSync(memoryFolder);
  if (Math.min(bavail * bsize, freemem() / 2) < roomBytes) return process.env;
  const folder = mkdtempSync(`${memoryFolder}/duxin-tests-`);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { ...process.env, TMPDIR: folder };
}
