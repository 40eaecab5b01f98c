import type { Citation } from '../citation.ts';
import type { Audience } from '../retrieval/index.ts';

/**
 * The facts of a row by the kind of its table, the one it is looked up by first: 免罚轻罚清单, 不予强制清单, 裁量基准,
 * 归谁管, places.
 */
export const factNames = {
  leniency: ['conduct', 'outcome', 'conditions'],
  no_compulsion: ['conduct', 'measure', 'conditions'],
  discretion: ['conduct', 'circumstances', 'penalty'],
  powers: ['matter', 'unit', 'mode', 'phone', 'hours', 'address'],
  places: ['place', 'address', 'phone', 'hours', 'bring'],
} as const;

type FactNames = typeof factNames;
export type TableKind = keyof FactNames;
export const tableKinds: readonly TableKind[] = [
  'leniency',
  'no_compulsion',
  'discretion',
  'powers',
  'places',
];
export type FactName = FactNames[TableKind][number];

export type RowOrigin = 'starter' | 'staff' | 'import';

export type RowBase = {
  readonly id: string;
  readonly version: number;
  readonly area: string;
  /** Other words that people use for the first fact. */
  readonly also: readonly string[];
  readonly citations: readonly Citation[];
  readonly audience: Audience;
  /** YYYY-MM-DD, both included; without them the row holds on every day. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Without it the row is said with 待本单位确认. */
  readonly confirmed?: { readonly by: string; readonly at: Date };
  readonly origin: RowOrigin;
};

/** One row of a table. A fact that the bureau has still to fill in holds 【待填】. */
export type TableRow = {
  readonly [Kind in TableKind]: RowBase & {
    readonly kind: Kind;
    readonly facts: Readonly<Record<FactNames[Kind][number], string>>;
  };
}[TableKind];

export const blank = '【待填】';

export function isBlank(fact: string): boolean {
  return fact.trim() === '' || fact.includes(blank);
}

/** The facts of a row in the order of its table. */
export function listFacts(
  row: TableRow,
): readonly { readonly name: FactName; readonly text: string }[] {
  const facts: Facts = row.facts;
  return factNames[row.kind].map((name) => ({ name, text: facts[name] ?? '' }));
}

/** What a row is looked up by: the conduct, the matter or the place. */
export function toRowTitle(row: TableRow): string {
  return listFacts(row)[0]?.text ?? '';
}

type Facts = Readonly<Partial<Record<FactName, string>>>;
type Say = (name: FactName) => string;

const builders: Readonly<Record<TableKind, (base: RowBase, say: Say) => TableRow>> = {
  leniency: (base, say) => ({
    ...base,
    kind: 'leniency',
    facts: { conduct: say('conduct'), outcome: say('outcome'), conditions: say('conditions') },
  }),
  no_compulsion: (base, say) => ({
    ...base,
    kind: 'no_compulsion',
    facts: { conduct: say('conduct'), measure: say('measure'), conditions: say('conditions') },
  }),
  discretion: (base, say) => ({
    ...base,
    kind: 'discretion',
    facts: {
      conduct: say('conduct'),
      circumstances: say('circumstances'),
      penalty: say('penalty'),
    },
  }),
  powers: (base, say) => ({
    ...base,
    kind: 'powers',
    facts: {
      matter: say('matter'),
      unit: say('unit'),
      mode: say('mode'),
      phone: say('phone'),
      hours: say('hours'),
      address: say('address'),
    },
  }),
  places: (base, say) => ({
    ...base,
    kind: 'places',
    facts: {
      place: say('place'),
      address: say('address'),
      phone: say('phone'),
      hours: say('hours'),
      bring: say('bring'),
    },
  }),
};

/** A row of any kind from facts by name; what is missing is left blank. */
export function toTableRow(kind: TableKind, base: RowBase, facts: Facts): TableRow {
  return builders[kind](base, (name) => facts[name]?.trim() || blank);
}
