import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { canEditKnowledge, canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { createChangeEntry } from './change-entry.ts';
import { createEntryChangeRoutes } from './entry-changes.ts';
import { countEntries, selectEntries } from './knowledge-list.ts';
import { presentEntry, presentRevision, sumUse } from './knowledge.present.ts';
import {
  EntryDetailSchema,
  EntryIdSchema,
  EntryListSchema,
  KnowledgeQuerySchema,
} from './knowledge.schema.ts';

const path = '/api/admin/knowledge';

/** Reading is for all staff, writing for editors; each write is audited before it happens. */
export function createKnowledgeRoutes(ports: AdminPorts): readonly Route[] {
  return [...createReadingRoutes(ports), ...createEntryChangeRoutes(ports)];
}

function createReadingRoutes(ports: AdminPorts): readonly Route[] {
  const { knowledge, knowledgeDesk, now } = ports;
  const { isSoleEditor } = createChangeEntry(ports);
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Entries of the knowledge base',
      audience: 'staff',
      policy: canReadKnowledge,
      query: KnowledgeQuerySchema,
      response: EntryListSchema,
      async handle({ query }) {
        const [all, uses] = await Promise.all([knowledge.list(), knowledgeDesk.usage.list()]);
        const found = selectEntries(all, query, toShanghaiDay(now()));
        const from = (query.page - 1) * query.pageSize;
        return { all, found, uses, items: found.slice(from, from + query.pageSize) };
      },
      present: ({ all, found, uses, items }) => ({
        items: items.map((entry) => presentEntry({ entry, use: sumUse(entry.id, uses) })),
        total: found.length,
        counts: countEntries(all, toShanghaiDay(now())),
        areas: [...new Set(all.map(({ text }) => text.area))].toSorted(),
      }),
    }),
    defineRoute({
      method: 'get',
      path: `${path}/entries/:id`,
      summary: 'An entry with all its revisions',
      audience: 'staff',
      policy: canReadKnowledge,
      params: EntryIdSchema,
      response: EntryDetailSchema,
      async handle({ params, caller }) {
        const [entry, revisions, uses, isAlone] = await Promise.all([
          knowledge.find(params.id),
          knowledge.listRevisions(params.id),
          knowledgeDesk.usage.list(),
          isSoleEditor(),
        ]);
        if (entry === undefined) throw new HttpError('not_found');
        const isOwn =
          caller.kind === 'staff' && entry.written?.accountId === caller.accountId && !isAlone;
        const mayReview = canEditKnowledge(caller) && entry.reviewed === undefined && !isOwn;
        return { entry, revisions, use: sumUse(entry.id, uses), mayReview };
      },
      present: ({ revisions, mayReview, ...used }) => ({
        ...presentEntry(used),
        revisions: revisions.map(presentRevision),
        mayReview,
      }),
    }),
  ];
}
