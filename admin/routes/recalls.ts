import type { Recall } from '../../bot/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { canEditKnowledge, canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { createFindReach, toSource } from './recall-reach.ts';
import {
  NewRecallSchema,
  RecallListSchema,
  RecallReachSchema,
  RecallTrialSchema,
  type RecallList,
} from './recalls.schema.ts';

const path = '/api/admin/knowledge/recalls';
const mostShown = 100;

type Listed = {
  readonly recalls: readonly Recall[];
  readonly names: ReadonlyMap<string, string>;
};

/** Corrections of answers that proved wrong: whom one would reach, sending it, and those that were sent. */
export function createRecallRoutes(ports: AdminPorts): readonly Route[] {
  const { recalls: desk, accounts, audit, now } = ports;
  const findReach = createFindReach(ports);
  const list = async (): Promise<Listed> => ({
    recalls: await desk.list(mostShown),
    names: await listNames(accounts),
  });
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Corrections that were sent, with how many people were told',
      audience: 'staff',
      policy: canReadKnowledge,
      response: RecallListSchema,
      handle: list,
      present: presentRecalls,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/trial`,
      summary: 'Whom a correction would reach and in which words; nothing is sent',
      audience: 'staff',
      policy: canEditKnowledge,
      body: RecallTrialSchema,
      response: RecallReachSchema,
      handle: ({ body }) => findReach(body),
      present: (reach) => reach,
    }),
    defineRoute({
      method: 'post',
      path,
      summary:
        'Tell everybody who was given these versions; a repeat under the same id tells nobody',
      audience: 'staff',
      policy: canEditKnowledge,
      body: NewRecallSchema,
      response: RecallListSchema,
      status: 201,
      async handle({ body, caller }) {
        const { id, entryId, versions, correction } = body;
        const { question, versions: known } = await findReach(body);
        const isKnown = versions.every((wanted) => known.some(({ version }) => version === wanted));
        if (!isKnown) throw new HttpError('not_found');
        const { accountId: by } = expectStaff(caller);
        const sources = versions.map((version) => toSource(entryId, version));
        await audit.record({
          at: now(),
          accountId: by,
          action: 'knowledge.recall',
          object: id,
          reason: sources.join(' '),
        });
        await desk.recallAnswers({ id, sources, question, correction, by });
        return list();
      },
      present: presentRecalls,
    }),
  ];
}

/** Without whom it reached: an editor corrects an answer and never learns who asked. */
function presentRecalls({ recalls, names }: Listed): RecallList {
  return {
    items: recalls.map(({ id, sources, question, correction, by, at, isOpen, told }) => ({
      id,
      sources: [...sources],
      question,
      correction,
      by: names.get(by) ?? '',
      at: at.toISOString(),
      isOpen,
      told,
    })),
  };
}
