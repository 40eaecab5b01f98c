import type { Citation } from '../citation.ts';
import { audiences, type Audience } from '../retrieval/index.ts';
import { createStatuteNames, readCitations } from '../statute/index.ts';
import { listRequired, type ColumnMap, type ColumnName } from './columns.ts';
import type { RowKind } from './kinds.ts';
import type { RowFault } from './plan.ts';

const longestShown = 60;
const longest: Readonly<Partial<Record<ColumnName, number>>> = { answer: 5000, question: 500 };
const longestOther = 2000;

const audienceWords: Readonly<Record<string, Audience>> = {
  公开: 'public',
  公众: 'public',
  群众: 'public',
  社会: 'public',
  专员: 'specialists',
  涉企专员: 'specialists',
  内部: 'staff',
  工作人员: 'staff',
  执法人员: 'staff',
};

/** One row's cells by column; what cannot be read is a fault of the row. */
export type Cells = {
  readonly text: (column: ColumnName) => string;
  /** Several values in one cell: one a line, or parted by |. */
  readonly list: (column: ColumnName) => readonly string[];
  readonly day: (column: ColumnName) => string | undefined;
  readonly audience: () => Audience;
  readonly citations: () => readonly Citation[];
  /** Marks the row as not to be taken. */
  readonly refuse: (reason: RowFault['reason'], column?: ColumnName) => void;
  readonly faults: readonly RowFault[];
};

export type ReadCells = (source: string, row: readonly string[], number: number) => Cells;

/** Reads rows by a map of their columns; required cells are checked at once. */
export function createReadCells(
  kind: RowKind,
  columns: ColumnMap,
  fold: (text: string) => string,
): ReadCells {
  const names = createStatuteNames([], fold);

  return function readCells(source, row, number) {
    const faults: RowFault[] = [];
    const text = (column: ColumnName): string => {
      const at = columns[column];
      return at === undefined ? '' : (row[at] ?? '').trim();
    };
    function refuse(reason: RowFault['reason'], column?: ColumnName): void {
      const value = column === undefined ? '' : text(column).slice(0, longestShown);
      faults.push({
        source,
        row: number,
        reason,
        ...(column !== undefined && { column }),
        ...(value !== '' && { value }),
      });
    }
    for (const column of listRequired(kind)) {
      if (text(column) === '') refuse('value_missing', column);
    }
    for (const column of Object.keys(columns).filter(isColumn)) {
      if (text(column).length > (longest[column] ?? longestOther)) refuse('value_too_long', column);
    }
    return {
      text,
      list: (column) =>
        text(column)
          .split(/[|\n]/u)
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      day(column) {
        const day = readDay(text(column));
        if (day === undefined && text(column) !== '') refuse('day_invalid', column);
        return day;
      },
      audience() {
        const word = text('audience');
        if (word === '') return 'public';
        const found = audienceWords[word] ?? audiences.find((audience) => audience === word);
        if (found === undefined) refuse('audience_unknown', 'audience');
        return found ?? 'staff';
      },
      citations() {
        const cited = readCitations(text('citations'), names, fold).map(toCitation);
        if (cited.length === 0 && text('citations') !== '') {
          refuse('citation_unreadable', 'citations');
        }
        return cited;
      },
      refuse,
      faults,
    };
  };

  function isColumn(name: string): name is ColumnName {
    return Object.hasOwn(columns, name);
  }
}

/** YYYY-MM-DD out of the ways in which people and spreadsheets write days; undefined when it is none. */
function readDay(text: string): string | undefined {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/u.exec(text);
  if (found === null) return undefined;
  const [, year = '', month = '', day = ''] = found;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written)
    ? written
    : undefined;
}

function toCitation({ statute, article }: Citation): Citation {
  return { statute, article };
}
