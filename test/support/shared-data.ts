import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../shared/data/', import.meta.url);

/**
 * Reads a file of the study data that lies beside the project; undefined, and said loudly, where it is not.
 */
export function readSharedData(path: string): string | undefined {
  const file = fileURLToPath(new URL(path, folder));
  if (existsSync(file)) return readFileSync(file, 'utf8');
  process.stderr.write(`\n!! shared data is missing, tests on it are skipped: ${path}\n`);
  return undefined;
}

/** The same, one JSON value a line, each checked. */
export function readSharedLines<T>(
  path: string,
  schema: { readonly parse: (value: unknown) => T },
): readonly T[] | undefined {
  return readSharedData(path)
    ?.split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}
