import type { z } from 'zod';
import {
  createStatuteNames,
  factNames,
  readCitations,
  type TableRow,
  toTableRow,
} from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Caller, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge, canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentRow } from './tables.present.ts';
import {
  RemovedSchema,
  RowCreateSchema,
  RowEditSchema,
  RowIdSchema,
  RowListSchema,
  RowVersionSchema,
  RowViewSchema,
  TableQuerySchema,
} from './tables.schema.ts';

const path = '/api/admin/tables';

type Edited = Omit<z.infer<typeof RowEditSchema>, 'version'>;

export function createTableRoutes({ tables, audit, now, fold }: AdminPorts): readonly Route[] {
  const names = createStatuteNames([], fold);

  async function findAt(id: string, version: number): Promise<TableRow> {
    const row = await tables.find(id);
    if (row === undefined) throw new HttpError('not_found');
    if (row.version !== version) throw new HttpError('version_conflict');
    return row;
  }

  async function record(action: string, object: string, caller: Caller): Promise<void> {
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action, object });
  }

  async function save(row: TableRow, action: string, caller: Caller): Promise<TableRow> {
    await record(action, row.id, caller);
    const next = { ...row, version: row.version + 1 };
    if (!(await tables.save(next))) throw new HttpError('version_conflict');
    return next;
  }

  function toRow(
    { area, facts, also, citations, validFrom, validTo }: Edited,
    { id, kind, version, origin }: Pick<TableRow, 'id' | 'kind' | 'version' | 'origin'>,
  ): TableRow {
    const cited = citations.flatMap((line) => readCitations(line, names, fold));
    if (cited.length < citations.length) {
      throw new HttpError('request_invalid', {
        fields: [{ path: 'body.citations', rule: 'unreadable' }],
      });
    }
    const base = {
      id,
      version,
      area,
      also,
      citations: cited.map(({ statute, article }) => ({ statute, article })),
      audience: 'public' as const,
      origin,
      ...(validFrom !== undefined && { validFrom }),
      ...(validTo !== undefined && { validTo }),
    };
    return toTableRow(kind, base, facts);
  }

  const editor = { audience: 'staff', policy: canEditKnowledge } as const;
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'The rows of a table',
      audience: 'staff',
      policy: canReadKnowledge,
      query: TableQuerySchema,
      response: RowListSchema,
      handle: async ({ query: { kind } }) => ({ kind, rows: await tables.list(kind) }),
      present: ({ kind, rows }) => ({ facts: [...factNames[kind]], items: rows.map(presentRow) }),
    }),
    defineRoute({
      ...editor,
      method: 'post',
      path,
      summary: 'Add a row; it must be confirmed before it is said as such',
      body: RowCreateSchema,
      response: RowViewSchema,
      status: 201,
      async handle({ body: { key, kind, ...edited }, caller }) {
        const head = { id: `row-${key}`, kind, version: 1, origin: 'staff' } as const;
        const row = toRow(edited, head);
        await record('table.add', row.id, caller);
        await tables.insert(row);
        return row;
      },
      present: presentRow,
    }),
    defineRoute({
      ...editor,
      method: 'put',
      path: `${path}/:id`,
      summary: 'Edit a row; it must be confirmed anew',
      params: RowIdSchema,
      body: RowEditSchema,
      response: RowViewSchema,
      async handle({ params, body: { version, ...edited }, caller }) {
        return save(toRow(edited, await findAt(params.id, version)), 'table.edit', caller);
      },
      present: presentRow,
    }),
    defineRoute({
      ...editor,
      method: 'post',
      path: `${path}/:id/confirm`,
      summary: 'Confirm a row with the own name and the date',
      params: RowIdSchema,
      body: RowVersionSchema,
      response: RowViewSchema,
      async handle({ params, body, caller }) {
        const row = await findAt(params.id, body.version);
        const confirmed = { by: expectStaff(caller).name, at: now() };
        return save({ ...row, confirmed }, 'table.confirm', caller);
      },
      present: presentRow,
    }),
    defineRoute({
      ...editor,
      method: 'post',
      path: `${path}/:id/remove`,
      summary: 'Take a row out; a shipped one does not come back by itself',
      params: RowIdSchema,
      body: RowVersionSchema,
      response: RemovedSchema,
      async handle({ params, body, caller }) {
        const row = await findAt(params.id, body.version);
        await record('table.remove', row.id, caller);
        if (!(await tables.remove(row))) throw new HttpError('version_conflict');
        return row;
      },
      present: ({ id }) => ({ id }),
    }),
  ];
}
