import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../shared/data/', import.meta.url);

/**
 * Reads a file of the study data that lies beside the project; undefined, and said loudly, where it is not.
 * In CI its absence fails the suite.
 */
export function readSharedData(path: string): string | undefined {
  const file = fileURLToPath(new URL(path, folder));
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (process.env['CI']) throw new Error(`shared data is missing: ${path}`);
  process.stderr.write(`\n!! shared data is missing, tests on it are skipped: ${path}\n`);
  return undefined;
}
