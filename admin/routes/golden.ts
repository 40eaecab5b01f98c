import type { Entry, GoldenQuestion } from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge, canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  GoldenIdSchema,
  GoldenListSchema,
  NewGoldenSchema,
  type GoldenView,
} from './golden.schema.ts';

const path = '/api/admin/knowledge/golden';

type Listed = {
  readonly golden: readonly GoldenQuestion[];
  readonly own: ReadonlySet<string>;
  readonly entries: ReadonlyMap<string, Entry>;
};

/** The golden questions: read by all staff, added to and removed from by editors. */
export function createGoldenRoutes(ports: AdminPorts): readonly Route[] {
  const { evaluations, knowledge, audit, now } = ports;
  const { golden } = evaluations;

  async function list(): Promise<Listed> {
    const [asked, own, entries] = await Promise.all([
      evaluations.listGolden(),
      golden.list(),
      knowledge.list(),
    ]);
    return {
      golden: asked,
      own: new Set(own.map(({ id }) => id)),
      entries: new Map(entries.map((entry) => [entry.id, entry])),
    };
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Golden questions, shipped and own',
      audience: 'staff',
      policy: canReadKnowledge,
      response: GoldenListSchema,
      handle: list,
      present: presentGolden,
    }),
    defineRoute({
      method: 'post',
      path,
      summary: 'A question that must be answered by an entry, or that must be met with silence',
      audience: 'staff',
      policy: canEditKnowledge,
      body: NewGoldenSchema,
      response: GoldenListSchema,
      async handle({ body, caller }) {
        const { expects } = body;
        if (expects.kind === 'entry' && (await knowledge.find(expects.id)) === undefined) {
          throw new HttpError('not_found');
        }
        const { accountId } = expectStaff(caller);
        await audit.record({ at: now(), accountId, action: 'golden.add', object: body.id });
        await golden.insert(body);
        return list();
      },
      present: presentGolden,
    }),
    defineRoute({
      method: 'delete',
      path: `${path}/:id`,
      summary: 'Take an own golden question away',
      audience: 'staff',
      policy: canEditKnowledge,
      params: GoldenIdSchema,
      response: GoldenListSchema,
      async handle({ params: { id }, caller }) {
        const isOwn = (await golden.list()).some((one) => one.id === id);
        if (!isOwn) throw new HttpError('not_found');
        const { accountId } = expectStaff(caller);
        await audit.record({ at: now(), accountId, action: 'golden.remove', object: id });
        await golden.remove(id);
        return list();
      },
      present: presentGolden,
    }),
  ];
}

function presentGolden({ golden, own, entries }: Listed): { readonly items: GoldenView[] } {
  return {
    items: golden.map(({ id, question, audience, expects }) => ({
      id,
      question,
      audience,
      isOwn: own.has(id),
      ...(expects.kind === 'entry' && {
        entry: { id: expects.id, question: entries.get(expects.id)?.text.question },
      }),
    })),
  };
}
