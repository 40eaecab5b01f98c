import type { KnowledgeStore } from '../store.ts';
import type { StatuteStore } from '../statute/index.ts';
import type { TableStore } from '../tables/index.ts';
import type { PlanTools } from './plan.ts';
import type { ReadFile } from './source.ts';
import type { ImportStore } from './store.ts';

export type ImportPorts = PlanTools & {
  readonly jobs: ImportStore;
  readonly readFile: ReadFile;
  readonly entries: Pick<KnowledgeStore, 'list' | 'find' | 'insert' | 'save'>;
  readonly tables: Pick<TableStore, 'list' | 'find' | 'insert' | 'save'>;
  readonly statutes: StatuteStore;
  /** A fixed name of bytes, as `digest` is of a text. */
  readonly fingerprint: (bytes: Uint8Array) => string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Runs `work` unless it runs somewhere already; `signal` says that it must stop. */
  readonly runOnce: (
    name: string,
    work: (signal: { readonly aborted: boolean }) => Promise<void>,
  ) => Promise<void>;
};
