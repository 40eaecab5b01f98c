import type { EntryText } from '../entry.ts';
import type { StatuteSource } from '../statute/index.ts';
import type { TableRow } from '../tables/index.ts';
import type { CleanDocument, ToSimplified } from './clean/index.ts';
import type { ColumnMap, ColumnName } from './columns.ts';
import type { ImportKind } from './kinds.ts';
import type { FileFault } from './source.ts';

/** Why a row, or a whole text, is not taken. The words are `import.row_fault.<reason>`. */
export const rowFaults = [
  'column_missing',
  'value_missing',
  'value_too_long',
  'day_invalid',
  'audience_unknown',
  'citation_unreadable',
  'repeated',
  'text_empty',
  'no_statute',
] as const;
export type RowFaultReason = (typeof rowFaults)[number];

/** `row` counts as a spreadsheet does: the headings are row 1. */
export type RowFault = {
  readonly source: string;
  readonly row?: number;
  readonly column?: ColumnName;
  readonly reason: RowFaultReason;
  /** The cell's beginning, so that it can be found. */
  readonly value?: string;
};

/** One thing that an import writes; its id tells what it holds, so that a repeat finds it. */
export type PlannedItem =
  | {
      readonly kind: 'entry';
      readonly id: string;
      readonly text: EntryText;
      readonly source: string;
    }
  | { readonly kind: 'row'; readonly row: TableRow; readonly source: string }
  | { readonly kind: 'statute'; readonly statute: StatuteSource; readonly source: string };

/** What a person said of one source; whatever they left open is guessed. */
export type SourceChoice = {
  readonly kind?: ImportKind | 'skip';
  readonly columns?: ColumnMap;
  /** They have looked at the gaps and repeats of a statute's text and take it as it is. */
  readonly isAccepted?: boolean;
};

/** What one source comes to. */
export type SourcePlan = {
  readonly source: string;
  readonly kind: ImportKind | 'skip';
  readonly guessed: ImportKind;
  readonly items: readonly PlannedItem[];
  readonly faults: readonly RowFault[];
  readonly table?: {
    readonly headings: readonly string[];
    readonly columns: ColumnMap;
    readonly rows: number;
  };
  readonly document?: CleanDocument;
};

/** A file that could not be read, among those that could. */
export type RefusedFile = { readonly name: string; readonly code: FileFault };

export type PlanTools = {
  readonly fold: (text: string) => string;
  readonly toSimplified: ToSimplified;
  /** A short, fixed name of a text: the same for the same words on every machine. */
  readonly digest: (text: string) => string;
};
