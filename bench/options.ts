import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What the benches on real text take: `--data DIR` (laid out like ../shared/data) and `--json`. */
export function readOptions(): { readonly data: string; readonly json: boolean } {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const data = values.data ?? path.resolve(import.meta.dirname, '../../shared/data');
  if (!existsSync(data)) {
    console.error(`No data in ${data}: give the folder with --data DIR.`);
    process.exit(1);
  }
  return { data, json: values.json };
}
