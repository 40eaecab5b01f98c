import type { Basis, Source } from './basis.ts';
import { countNegations, listBareClauses, listClauses, listStatements } from './clauses.ts';
import { listTiles } from './tiles.ts';

/** Shorter runs than this are found anywhere and tell nothing. */
const tellingRun = 3;

/** Where a clause stands in what the model wrote. */
type Standing = {
  readonly clause: string;
  readonly negations: number;
  readonly before: readonly string[];
  readonly statement: string;
};

/**
 * A statement is quoted from its beginning, so that conditions stay right before what hangs on them, and with its
 * exceptions, softeners and negations: true words of two rules put together make a wrong one.
 */
export function checkSources(
  text: string,
  basis: Basis,
): 'negation_dropped' | 'limits_dropped' | undefined {
  for (const standing of listStatements(text).flatMap(listStandings)) {
    for (const { text: run, isCopied } of listTiles(standing.clause, basis.text)) {
      const sources = basis.sources.filter(({ clause }) => clause.includes(run));
      if (!isCopied || sources.length === 0) continue;
      const straight = sources.filter(({ negations }) => negations <= standing.negations);
      if (straight.length === 0) return 'negation_dropped';
      const isTelling = run.length >= tellingRun || run === standing.clause;
      if (isTelling && !straight.some((source) => isCarriedBy(source, standing))) {
        return 'limits_dropped';
      }
    }
  }
  return undefined;
}

function listStandings(statement: string): readonly Standing[] {
  const clauses = listClauses(statement);
  return clauses.map((clause, place) => ({
    clause,
    negations: countNegations(clause),
    before: listBareClauses(clauses.slice(0, place).join('，')),
    statement,
  }));
}

function isCarriedBy(
  { head, exceptions, softeners }: Source,
  { clause, before, statement }: Standing,
): boolean {
  const last = head.length === 0 ? [] : before.slice(-head.length);
  return (
    head.length === last.length &&
    head.every((condition, place) => condition === last[place]) &&
    exceptions.every((words) => statement.includes(words)) &&
    softeners.every((words) => clause.includes(words))
  );
}
