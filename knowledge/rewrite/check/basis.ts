import type { Fold } from '../../retrieval/index.ts';
import type { Passage } from '../passage.ts';
import {
  countNegations,
  listBareClauses,
  listClauses,
  listStatements,
  toComparable,
} from './clauses.ts';

/** Stands where a clause ends. */
const clauseEnd = '|';

/** A clause of a passage with what must be said along with it. */
export type Source = {
  readonly clause: string;
  readonly negations: number;
  /** Words of the clause by which it holds less strictly. */
  readonly softeners: readonly string[];
  /** The clauses before it in its statement: on what condition, for whom, and what it goes back to. */
  readonly head: readonly string[];
  /** The clauses of its statement that take something back. */
  readonly exceptions: readonly string[];
};

/** What a sentence may be made of: the passages that it cites, comparable. */
export type Basis = {
  readonly text: string;
  /** All clauses with their ends marked. */
  readonly marked: string;
  readonly sources: readonly Source[];
};

const softener = /一般|原则上|通常|只有|仅/gu;
const exception = /除外|但|另有规定|除非|不包括|不适用|例外/u;

export function toBasis(passages: readonly Passage[], fold: Fold): Basis {
  const text = toComparable(passages.flatMap(listTexts).join('\n'), fold);
  return {
    text,
    marked: markEnds([...listClauses(text), ...listBareClauses(text)].join(clauseEnd)),
    sources: listStatements(text).flatMap(listSources),
  };
}

export function hasClause(basis: Basis, clause: string): boolean {
  return basis.marked.includes(markEnds(clause));
}

/** The words with the ends of their clause marked, where asked. */
export function markEnds(words: string, { atStart = true, atEnd = true } = {}): string {
  return `${atStart ? clauseEnd : ''}${words}${atEnd ? clauseEnd : ''}`;
}

/** The title of an article names it; that of an entry is a question, and says nothing. */
function listTexts({ title, text }: Passage): readonly string[] {
  return title.startsWith('《') ? [title, text] : [text];
}

function listSources(statement: string): readonly Source[] {
  const clauses = listClauses(statement);
  const exceptions = clauses.filter((clause) => exception.test(clause));
  return clauses.map((clause, place) => ({
    clause,
    negations: countNegations(clause),
    softeners: clause.match(softener) ?? [],
    head: listBareClauses(clauses.slice(0, place).join('，')),
    exceptions,
  }));
}
