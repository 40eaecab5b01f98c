import { toHitRate, type Entry, type Evaluation } from '../../knowledge/index.ts';
import { defineRoute, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge, canReadKnowledge } from '../policies.ts';
import type { EvaluationDesk } from '../knowledge-desk.ts';
import type { AdminPorts } from '../ports.ts';
import {
  EvaluationListSchema,
  NewEvaluationSchema,
  StartedSchema,
  type EvaluationList,
} from './golden.schema.ts';

const path = '/api/admin/knowledge/evaluations';
/** A year of days, and then some for those that were asked for. */
const mostShown = 400;

type Shown = {
  readonly evaluations: readonly Evaluation[];
  readonly questionOf: ReadonlyMap<string, string>;
  readonly expectedOf: ReadonlyMap<string, string>;
  readonly running: ReturnType<EvaluationDesk['findRunning']>;
};

/** How the golden questions went over time, and a trial on request. */
export function createEvaluationRoutes(ports: AdminPorts): readonly Route[] {
  const { evaluations: desk, knowledge, audit, now } = ports;
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Trials of the golden questions, with what failed in the newest',
      audience: 'staff',
      policy: canReadKnowledge,
      response: EvaluationListSchema,
      async handle(): Promise<Shown> {
        const [evaluations, golden, entries] = await Promise.all([
          desk.list(mostShown),
          desk.listGolden(),
          knowledge.list(),
        ]);
        const expected = golden.flatMap(({ id, expects }): readonly (readonly [string, string])[] =>
          expects.kind === 'entry' ? [[id, expects.id]] : [],
        );
        return {
          evaluations,
          questionOf: new Map(entries.map(({ id, text }: Entry) => [id, text.question])),
          expectedOf: new Map(expected),
          running: desk.findRunning(),
        };
      },
      present: presentEvaluations,
    }),
    defineRoute({
      method: 'post',
      path,
      summary: 'Ask all golden questions now, in the background',
      audience: 'staff',
      policy: canEditKnowledge,
      body: NewEvaluationSchema,
      response: StartedSchema,
      status: 202,
      async handle({ body: { id }, caller }) {
        const { accountId } = expectStaff(caller);
        await audit.record({ at: now(), accountId, action: 'evaluation.run', object: id });
        return { id: desk.runInBackground(id) };
      },
      present: (started) => started,
    }),
  ];
}

function presentEvaluations(shown: Shown): EvaluationList {
  const { evaluations, questionOf, expectedOf, running } = shown;
  const toEntry = (id: string) => ({ id, question: questionOf.get(id) });
  const [newest] = evaluations;
  return {
    items: evaluations.map(({ id, at, cause, counts }) => {
      return { id, at: at.toISOString(), cause, counts, hitRate: toHitRate(counts) };
    }),
    failures: (newest?.failures ?? []).map(({ id, question, verdict, said }) => {
      const expected = expectedOf.get(id);
      return {
        id,
        question,
        verdict,
        said: { kind: said.kind, entries: said.entryIds.map(toEntry) },
        ...(expected !== undefined && { expected: toEntry(expected) }),
      };
    }),
    ...(running && { running }),
  };
}
