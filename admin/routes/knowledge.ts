import {
  editEntry,
  publishEntry,
  readCitations,
  reviewEntry,
  type Entry,
} from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge, isStaff } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentEntry } from './knowledge.present.ts';
import {
  EntryConfirmSchema,
  EntryEditSchema,
  EntryIdSchema,
  EntryListSchema,
  EntryViewSchema,
  KnowledgeQuerySchema,
} from './knowledge.schema.ts';

const path = '/api/admin/knowledge';

export function createKnowledgeRoutes({ knowledge, audit, now }: AdminPorts): readonly Route[] {
  async function findAt(id: string, version: number): Promise<Entry> {
    const entry = await knowledge.find(id);
    if (entry === undefined) throw new HttpError('not_found');
    if (entry.version !== version) throw new HttpError('version_conflict');
    return entry;
  }

  async function save(entry: Entry, action: string, accountId: string): Promise<Entry> {
    await audit.record({ at: now(), accountId, action, object: entry.id });
    if (!(await knowledge.save(entry))) throw new HttpError('version_conflict');
    return entry;
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Entries of the knowledge base',
      audience: 'staff',
      policy: isStaff,
      query: KnowledgeQuerySchema,
      response: EntryListSchema,
      handle: async ({ query }) => {
        const all = await knowledge.list();
        return { all, found: all.filter((entry) => fits(entry, query)) };
      },
      present: ({ all, found }) => ({
        items: found.map(presentEntry),
        total: all.length,
        unconfirmed: all.filter(({ reviewed }) => reviewed === undefined).length,
      }),
    }),
    defineRoute({
      method: 'put',
      path: `${path}/:id`,
      summary: 'Edit an entry; it must be confirmed anew',
      audience: 'staff',
      policy: canEditKnowledge,
      params: EntryIdSchema,
      body: EntryEditSchema,
      response: EntryViewSchema,
      async handle({ params, body, caller }) {
        const entry = await findAt(params.id, body.version);
        const { area, question, similar, answer } = body;
        const citations = body.citations.flatMap(readCitations);
        const text = { ...entry.text, area, question, similar, answer, citations };
        const { accountId, name } = expectStaff(caller);
        const edited = editEntry(entry, text, { by: { accountId, name }, at: now() });
        return save(edited, 'knowledge.edit', accountId);
      },
      present: presentEntry,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/:id/confirm`,
      summary: 'Confirm an entry with the own name and the date',
      audience: 'staff',
      policy: canEditKnowledge,
      params: EntryIdSchema,
      body: EntryConfirmSchema,
      response: EntryViewSchema,
      async handle({ params, body, caller }) {
        const entry = await findAt(params.id, body.version);
        const { accountId, name } = expectStaff(caller);
        const change = { by: { accountId, name }, at: now() };
        const reviewed = reviewEntry(entry, change, { isSoleEditor: true });
        await save(reviewed, 'knowledge.review', accountId);
        return save(publishEntry(reviewed, change), 'knowledge.publish', accountId);
      },
      present: presentEntry,
    }),
  ];
}

function fits(
  entry: Entry,
  {
    query = '',
    state,
  }: { readonly query?: string | undefined; readonly state?: string | undefined },
): boolean {
  if (state !== undefined && (entry.reviewed === undefined) !== (state === 'unconfirmed')) {
    return false;
  }
  const wanted = query.toLowerCase();
  const texts = [entry.text.area, entry.text.question, entry.text.answer, ...entry.text.similar];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
