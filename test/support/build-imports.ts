import { createHash, randomUUID } from 'node:crypto';
import { createImports, type ImportPorts } from '../../knowledge/index.ts';
import {
  createImportStore,
  createKnowledgeStore,
  createStatuteStore,
  createTableStore,
  type Database,
} from '../../platform/mongo/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import { planTools } from './plan-tools.ts';

const now = () => new Date('2026-11-20T02:00:00Z');

export const importer = { name: '陈编辑', accountId: 'a-1' } as const;

/** What an import works with, over the stores of a database. */
export function buildImportPorts(
  database: Database,
  given: Partial<ImportPorts> = {},
): ImportPorts {
  return {
    ...planTools,
    jobs: createImportStore(database),
    readFile: createReadFile(),
    entries: createKnowledgeStore(database),
    tables: createTableStore(database),
    statutes: createStatuteStore(database, now),
    fingerprint: (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 24),
    now,
    newId: randomUUID,
    runOnce: (_, work) => work({ aborted: false }),
    ...given,
  };
}

/** Uploads files to a new import and starts it; `run` is left to the test. */
export async function startImport(
  ports: ImportPorts,
  files: Readonly<Record<string, string | Uint8Array>>,
  checkedThrough?: string,
): Promise<string> {
  const imports = createImports(ports);
  const { id } = await imports.open(importer);
  for (const [name, content] of Object.entries(files)) {
    await imports.addFile(id, name, Buffer.from(content));
  }
  if (checkedThrough !== undefined) await imports.choose(id, { choices: [], checkedThrough });
  await imports.start(id);
  return id;
}
