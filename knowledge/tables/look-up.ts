import { buildIndex, type Audience, type Document } from '../retrieval/index.ts';
import { toRowTitle, type TableKind, type TableRow } from './row.ts';
import { findTrigger, trimMatter } from './triggers.ts';

/** What a table says: a row, rows to choose from, or which table was looked at without finding one. */
export type TableAnswer =
  | { readonly kind: 'row'; readonly row: TableRow }
  | { readonly kind: 'near'; readonly table: TableKind; readonly rows: readonly TableRow[] }
  | { readonly kind: 'none'; readonly table: TableKind };

/** Undefined when the question asks for no table. `today` is YYYY-MM-DD. Never says that a row applies to anybody. */
export type LookUp = (
  text: string,
  asked: { readonly today: string; readonly audience: Audience },
) => TableAnswer | undefined;

/** How alike matter and name must be (1: the same); below, rows are only offered, for a wrong row is worse than none. */
const sureLikeness = 0.66;
const nearLikeness = 0.4;
const clearLead = 0.15;
/** What the search must hold of a row before it is offered for other words than its own. */
const nearWorth = 0.3;
const mostOffered = 3;
const mostRead = 20;

/** A row found, with how alike its nearest name is to the matter. */
type Found = { readonly row: TableRow; readonly likeness: number; readonly worth: number };

/** Looks up in rows laid out once. */
export function createLookUp(
  rows: readonly TableRow[],
  { fold }: { readonly fold: (text: string) => string },
): LookUp {
  const byId = new Map(rows.map((row) => [row.id, { row, names: listNames(row).map(toPlain) }]));
  const index = buildIndex(rows.map(toDocument), { fold });

  function toPlain(name: string): string {
    return trimMatter(fold(name));
  }

  return function lookUp(text, { today, audience }) {
    const trigger = findTrigger(text, fold);
    if (trigger === undefined) return undefined;
    const { kind: table } = trigger;
    const matter = trigger.matter === '' ? toPlain(text) : trigger.matter;
    const found = index
      .search(matter, { areas: [table], audience, inForceOn: today }, mostRead)
      .flatMap(({ id, worth }): readonly Found[] => {
        const { row, names = [] } = byId.get(id) ?? {};
        return row === undefined ? [] : [{ row, worth, likeness: measureLikeness(matter, names) }];
      })
      .toSorted((a, b) => b.likeness - a.likeness);
    return decide(table, found);
  };
}

function decide(table: TableKind, found: readonly Found[]): TableAnswer {
  const [best, second] = found;
  if (best !== undefined && best.likeness >= sureLikeness) {
    const lead = best.likeness - (second?.likeness ?? 0);
    if (lead >= clearLead || (best.likeness === 1 && lead > 0))
      return { kind: 'row', row: best.row };
  }
  const rows = found
    .filter(({ likeness, worth }) => likeness >= nearLikeness || worth >= nearWorth)
    .slice(0, mostOffered)
    .map(({ row }) => row);
  return rows.length === 0 ? { kind: 'none', table } : { kind: 'near', table, rows };
}

/** The nearest of the names by their pairs of characters (Dice). */
function measureLikeness(matter: string, names: readonly string[]): number {
  const asked = listPairs(matter);
  const likenesses = names.map((name) => {
    const pairs = listPairs(name);
    const both = [...asked].filter((pair) => pairs.has(pair)).length;
    return name === matter ? 1 : (2 * both) / Math.max(1, asked.size + pairs.size);
  });
  return Math.max(0, ...likenesses);
}

function listPairs(text: string): ReadonlySet<string> {
  const characters = Array.from(text);
  return new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`));
}

/** The table takes the place of the area, so that one index serves all of them. */
function toDocument(row: TableRow): Document {
  const { id, kind, audience, validFrom, validTo } = row;
  return {
    id,
    area: kind,
    audience,
    wordings: listNames(row),
    body: '',
    ...((validFrom !== undefined || validTo !== undefined) && {
      inForce: {
        from: validFrom ?? '0001-01-01',
        ...(validTo !== undefined && { to: validTo }),
      },
    }),
  };
}

function listNames(row: TableRow): readonly string[] {
  return [toRowTitle(row), ...row.also];
}
