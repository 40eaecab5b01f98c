import type { SavedView } from '../../people/index.ts';
import { defineRoute, HttpError, type Caller, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  NewViewSchema,
  SavedViewListSchema,
  ViewChangeSchema,
  ViewIdSchema,
  type SavedViewRow,
} from './views.schema.ts';

const path = '/api/admin/views';
const mostOwn = 50;

/** Views of the ticket list: one's own, and those that colleagues share. What they show is asked for anew each time. */
export function createViewRoutes({ views, accounts, now }: AdminPorts): readonly Route[] {
  const shape = {
    audience: 'staff',
    policy: canReadTickets,
    response: SavedViewListSchema,
    present: presentViews,
  } as const;

  async function listFor(caller: Caller) {
    const { accountId } = expectStaff(caller);
    const [items, names] = await Promise.all([views.listFor(accountId), listNames(accounts)]);
    return { items, names, accountId };
  }

  /** Somebody else's view is not there to be changed. */
  async function loadOwn(id: string, caller: Caller): Promise<SavedView> {
    const view = await views.find(id);
    if (view?.ownerId !== expectStaff(caller).accountId) throw new HttpError('not_found');
    return view;
  }

  return [
    defineRoute({
      ...shape,
      method: 'get',
      path,
      summary: 'Saved views of the ticket list',
      handle: ({ caller }) => listFor(caller),
    }),
    defineRoute({
      ...shape,
      method: 'post',
      path,
      summary: 'Save a view of the ticket list',
      body: NewViewSchema,
      async handle({ body: { key, ...fields }, caller }) {
        const before = await listFor(caller);
        const own = before.items.filter(({ ownerId }) => ownerId === before.accountId);
        if (own.length >= mostOwn) throw new HttpError('request_invalid');
        const ownerId = before.accountId;
        await views.insert({ id: key, version: 1, ownerId, ...fields, createdAt: now() });
        return listFor(caller);
      },
    }),
    defineRoute({
      ...shape,
      method: 'put',
      path: `${path}/:id`,
      summary: 'Change one’s own view',
      params: ViewIdSchema,
      body: ViewChangeSchema,
      async handle({ params, body: { version, ...fields }, caller }) {
        const view = await loadOwn(params.id, caller);
        const saved = await views.save({ ...view, ...fields, version });
        if (saved === undefined) throw new HttpError('version_conflict');
        return listFor(caller);
      },
    }),
    defineRoute({
      ...shape,
      method: 'delete',
      path: `${path}/:id`,
      summary: 'Remove one’s own view',
      params: ViewIdSchema,
      async handle({ params, caller }) {
        const { id } = await loadOwn(params.id, caller);
        await views.remove(id);
        return listFor(caller);
      },
    }),
  ];
}

function presentViews({
  items,
  names,
  accountId,
}: {
  readonly items: readonly SavedView[];
  readonly names: ReadonlyMap<string, string>;
  readonly accountId: string;
}) {
  return { items: items.map((view) => presentView(view, names, accountId)) };
}

function presentView(
  { id, version, ownerId, name, isShared, filters, columns }: SavedView,
  names: ReadonlyMap<string, string>,
  accountId: string,
): SavedViewRow {
  const owner = names.get(ownerId);
  return {
    id,
    version,
    name,
    isShared,
    filters: { ...filters },
    columns: [...columns],
    isOwn: ownerId === accountId,
    ...(owner !== undefined && { owner }),
  };
}
