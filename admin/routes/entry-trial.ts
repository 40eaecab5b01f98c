import { diffText, toCitationLabel, type EntryText } from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge, canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  diffFields,
  EntryDiffQuerySchema,
  EntryDiffSchema,
  type EntryDiff,
} from './entry-trial.schema.ts';
import { PreviewSchema } from './knowledge-desk.schema.ts';
import { EntryIdSchema, EntryTextSchema } from './knowledge.schema.ts';

const path = '/api/admin/knowledge';

/** A text in the making as people would get it, and what one version changed in another. */
export function createEntryTrialRoutes(ports: AdminPorts): readonly Route[] {
  const { knowledge, knowledgeDesk, now } = ports;
  return [
    defineRoute({
      method: 'post',
      path: `${path}/preview`,
      summary: 'A text as a person would get it once it is published; nothing is stored',
      audience: 'staff',
      policy: canEditKnowledge,
      body: EntryTextSchema,
      response: PreviewSchema,
      // As confirmed by whoever is at it: that is how it will go out.
      handle: ({ body, caller }) =>
        knowledgeDesk.previewText(body, { name: expectStaff(caller).name, at: now() }),
      present: ({ kind, text, options, sources }) => {
        return { kind, text, options: [...options], sources: [...sources] };
      },
    }),
    defineRoute({
      method: 'get',
      path: `${path}/entries/:id/diff`,
      summary: 'What differs between two versions of an entry',
      audience: 'staff',
      policy: canReadKnowledge,
      params: EntryIdSchema,
      query: EntryDiffQuerySchema,
      response: EntryDiffSchema,
      async handle({ params, query }) {
        const revisions = await knowledge.listRevisions(params.id);
        const find = (version: number) => revisions.find((one) => one.version === version)?.text;
        const [older, newer] = [find(query.older), find(query.newer)];
        if (older === undefined || newer === undefined) throw new HttpError('not_found');
        return { older, newer };
      },
      present: presentDiff,
    }),
  ];
}

function presentDiff(given: { readonly older: EntryText; readonly newer: EntryText }): EntryDiff {
  return {
    fields: diffFields.flatMap((field) => {
      const [older, newer] = [toWords(given.older, field), toWords(given.newer, field)];
      return older === newer ? [] : [{ field, parts: [...diffText(older, newer)] }];
    }),
  };
}

/** A field as it is read: lists one to a line. */
function toWords(text: EntryText, field: (typeof diffFields)[number]): string {
  if (field === 'similar') return text.similar.join('\n');
  if (field === 'citations') return text.citations.map(toCitationLabel).join('\n');
  if (field === 'chart') {
    return (text.chart ?? [])
      .map(({ id, text: words, next }) => {
        const arrows = next.map(({ to, when }) => `${when ?? ''}→${to}`).join(' ');
        return `${id} ${words} ${arrows}`.trim();
      })
      .join('\n');
  }
  return text[field] ?? '';
}
