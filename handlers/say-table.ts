import type { Phrase, Reply, ReplyOption } from '../bot/index.ts';
import {
  isBlank,
  listArticleSources,
  listFacts,
  toRowTitle,
  type Basis,
  type TableKind,
  type TableRow,
} from '../knowledge/index.ts';
import { sayBasis, sayStamp } from './say-basis.ts';

/** What leads to a row of each table when it is said with the row's title. */
const askFor: Readonly<Record<TableKind, string>> = {
  leniency: '能免罚吗',
  no_compulsion: '不予强制',
  discretion: '罚多少',
  powers: '归谁管',
  places: '地址在哪里',
};

/** A row as it stands, its clause, and who decides whether it applies. */
export function sayRow(row: TableRow, basis: Basis, options: readonly ReplyOption[]): Reply {
  const { confirmed } = row;
  const facts = listFacts(row)
    .filter(isSaid(row))
    .map(({ name, text }): Phrase => {
      return { key: `conversation.table.fact.${name}`, values: { text } };
    });
  const stamp = confirmed && { name: confirmed.by, at: confirmed.at };
  return {
    key: 'conversation.table.row',
    values: { tableKey: `conversation.table.${row.kind}` },
    lines: [
      ...facts,
      ...sayBasis(basis),
      sayStamp(stamp),
      {
        key: `conversation.table.${row.kind === 'places' || row.kind === 'powers' ? 'ask' : 'decides'}`,
      },
    ],
    sources: [`table:${row.id}@${row.version}`, ...listArticleSources(basis)],
    ...(options.length > 0 && { options }),
  };
}

/** Hours and address of a unit are said where the bureau has filled them in. */
function isSaid({ kind }: TableRow) {
  return ({ name, text }: { readonly name: string; readonly text: string }): boolean =>
    kind !== 'powers' || (name !== 'hours' && name !== 'address') || !isBlank(text);
}

export function toRowOption(row: TableRow): ReplyOption {
  const title = toRowTitle(row);
  return {
    key: 'conversation.option.question',
    values: { question: title },
    say: `${title}${askFor[row.kind]}`,
  };
}
