import type { z } from 'zod';
import {
  assignEntry,
  createEntry,
  editEntry,
  publishEntry,
  restoreEntry,
  retireEntry,
  reviewEntry,
  scheduleEntry,
  settleAlerts,
  unscheduleEntry,
  type Entry,
  type StaffChange,
} from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { canEditKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { createChangeEntry } from './change-entry.ts';
import { presentEntry } from './knowledge.present.ts';
import {
  EntryAssignSchema,
  EntryChangeSchema,
  EntryEditSchema,
  EntryIdSchema,
  EntryPublishSchema,
  EntryRestoreSchema,
  EntryViewSchema,
  NewEntrySchema,
} from './knowledge.schema.ts';

const path = '/api/admin/knowledge/entries';

type Apply = (entry: Entry, stamp: StaffChange) => Entry;

/** One change of an entry: what the caller sent becomes a step of the entry's way. */
type ChangeRoute<Body> = {
  readonly name: string;
  readonly method?: 'post' | 'put';
  readonly summary: string;
  readonly body: z.ZodType<Body>;
  readonly toStep: (body: Body, id: string) => Apply | Promise<Apply>;
};

/** Every change of entries: for editors, on the version that was read, audited. */
export function createEntryChangeRoutes(ports: AdminPorts): readonly Route[] {
  const { add, change, isSoleEditor } = createChangeEntry(ports);

  function defineChange<Body extends { readonly version: number }>(
    route: ChangeRoute<Body>,
  ): Route {
    const { name, method = 'post', summary, body: schema, toStep } = route;
    return defineRoute({
      method,
      path: method === 'put' ? `${path}/:id` : `${path}/:id/${name}`,
      summary,
      audience: 'staff',
      policy: canEditKnowledge,
      params: EntryIdSchema,
      body: schema,
      response: EntryViewSchema,
      async handle({ params: { id }, body, caller }) {
        const apply = await toStep(body, id);
        return change(name, { id, version: body.version, caller }, apply);
      },
      present: presentEntry,
    });
  }

  function defineStep(name: string, summary: string, apply: Apply): Route {
    return defineChange({ name, summary, body: EntryChangeSchema, toStep: () => apply });
  }

  return [
    defineRoute({
      method: 'post',
      path,
      summary: 'A new entry, as a draft',
      audience: 'staff',
      policy: canEditKnowledge,
      body: NewEntrySchema,
      response: EntryViewSchema,
      handle: ({ body, caller }) => add(caller, (stamp) => createEntry(body, stamp)),
      present: presentEntry,
    }),
    defineChange({
      name: 'edit',
      method: 'put',
      summary: 'Edit an entry; what is live stays until the edit is reviewed and published',
      body: EntryEditSchema,
      toStep:
        ({ text }) =>
        (entry, stamp) =>
          editEntry(entry, text, stamp),
    }),
    defineChange({
      name: 'review',
      summary: 'Confirm the text with the own name and the date; nobody confirms their own words',
      body: EntryChangeSchema,
      async toStep() {
        const isAlone = { isSoleEditor: await isSoleEditor() };
        return (entry, stamp) => reviewEntry(entry, stamp, isAlone);
      },
    }),
    defineChange({
      name: 'publish',
      summary: 'Make the reviewed text the live one, now or at a moment to come',
      body: EntryPublishSchema,
      toStep({ at }) {
        if (at === undefined) return publishEntry;
        return (entry, stamp) => scheduleEntry(entry, new Date(at), stamp);
      },
    }),
    defineStep('unschedule', 'Take a schedule back', unscheduleEntry),
    defineStep('retire', 'Nobody is answered with the entry any more', retireEntry),
    defineStep('settle', 'The text stands although what it cites has changed', settleAlerts),
    defineChange({
      name: 'restore',
      summary: 'The text of an older revision as a new draft',
      body: EntryRestoreSchema,
      async toStep({ revision: wanted }, id) {
        const revisions = await ports.knowledge.listRevisions(id);
        const revision = revisions.find(({ version }) => version === wanted);
        if (revision === undefined) throw new HttpError('not_found');
        return (entry, stamp) => restoreEntry(entry, revision, stamp);
      },
    }),
    defineChange({
      name: 'assign',
      summary: 'Who keeps the entry right, and when it is to be looked at again',
      body: EntryAssignSchema,
      async toStep({ ownerId, reviewDueOn }) {
        const account = ownerId === undefined ? undefined : await ports.accounts.find(ownerId);
        if (ownerId !== undefined && account === undefined) throw new HttpError('not_found');
        const owner = account && { owner: { accountId: account.id, name: account.name } };
        const due = reviewDueOn === undefined ? {} : { reviewDueOn };
        return (entry, stamp) => assignEntry(entry, { ...owner, ...due }, stamp);
      },
    }),
  ];
}
