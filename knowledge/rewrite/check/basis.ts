import type { Fold } from '../../terms.ts';
import type { Passage } from '../passage.ts';
import {
  countNegations,
  listBareClauses,
  listClauses,
  listRules,
  listStatements,
  toComparable,
} from './clauses.ts';

/** Stands where a clause ends. */
export const clauseEnd = '|';

/** A clause of a passage with what must be said along with it. */
export type Source = {
  readonly clause: string;
  readonly negations: number;
  /** The clauses before it in its rule: on what condition and for whom it holds. */
  readonly head: readonly string[];
  /** Words of its statement that take something back. */
  readonly limits: readonly string[];
};

/** What a sentence may be made of: the passages that it cites, comparable. */
export type Basis = {
  readonly text: string;
  /** All clauses with their ends marked. */
  readonly marked: string;
  readonly sources: readonly Source[];
};

const limits = /除外|但|另有规定|只有|除非|不包括|不适用|例外|一般|原则上/gu;

export function toBasis(passages: readonly Passage[], fold: Fold): Basis {
  const text = toComparable(
    passages.map((passage) => `${passage.title}\n${passage.text}`).join('\n'),
    fold,
  );
  return {
    text,
    marked: `${clauseEnd}${[...listClauses(text), ...listBareClauses(text)].join(clauseEnd)}${clauseEnd}`,
    sources: listStatements(text).flatMap(listSources),
  };
}

function listSources(statement: string): readonly Source[] {
  const found = statement.match(limits) ?? [];
  return listRules(statement).flatMap((rule) => {
    const clauses = listClauses(rule);
    return clauses.map((clause, place) => ({
      clause,
      negations: countNegations(clause),
      head: clauses.slice(0, place),
      limits: found,
    }));
  });
}
