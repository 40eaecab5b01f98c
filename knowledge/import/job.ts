import type { Who } from '../entry.ts';
import type { Citation } from '../citation.ts';
import type { ChangeCounts, ImportedStatute } from '../statute/index.ts';
import type { RefusedFile, SourceChoice } from './plan.ts';

/** Files are added while it is `open`; a `running` one that died goes on where it was when it is run again. */
export type ImportStatus = 'open' | 'running' | 'done' | 'failed';

export type ImportedFile = {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
};

/** What became of one statute, for the report. */
export type StatuteOutcome = {
  readonly title: string;
  readonly kind: ImportedStatute['kind'];
  /** Why it was refused; a code of the statutes' own. */
  readonly refusal?: string;
  readonly counts?: ChangeCounts;
  /** Articles of the version before that now read otherwise. */
  readonly changed?: readonly Citation[];
};

/** What an import came to. `same` was here already; `kept` is here in other words and was left alone. */
export type ImportReport = {
  readonly added: number;
  readonly same: number;
  readonly kept: readonly {
    readonly id: string;
    readonly title: string;
    readonly source: string;
  }[];
  readonly faults: number;
  readonly refused: readonly RefusedFile[];
  readonly statutes: readonly StatuteOutcome[];
  /** Statutes or versions that came to an end by it; ids. */
  readonly ended: readonly string[];
  /** Entries marked because an article that they cite reads otherwise now. */
  readonly flagged: number;
};

/** One import, from its first file to its report: a document, so that nothing of it is lost with a process. */
export type ImportJob = {
  readonly id: string;
  readonly version: number;
  readonly status: ImportStatus;
  readonly createdAt: Date;
  readonly createdBy: Who;
  readonly files: readonly ImportedFile[];
  readonly choices: readonly (SourceChoice & { readonly source: string })[];
  /** The day (YYYY-MM-DD) until which somebody looked for newer versions of the statutes. */
  readonly checkedThrough?: string;
  readonly progress: { readonly done: number; readonly total: number };
  /** How often it was begun; more than once after a death. */
  readonly attempts: number;
  readonly endedAt?: Date;
  /** Grows while it runs. */
  readonly report?: ImportReport;
};
