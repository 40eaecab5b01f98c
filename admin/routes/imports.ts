import { ImportError, type ImportJob } from '../../knowledge/index.ts';
import { defineRoute, type Caller, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentImport, presentPreview } from './imports.present.ts';
import {
  ChoicesSchema,
  ImportIdSchema,
  ImportListSchema,
  ImportViewSchema,
  PreviewSchema,
} from './imports.schema.ts';

const path = '/api/admin/imports';
const mostListed = 50;
/** A folder of five hundred files, each with its columns. */
const maxBodyBytes = 512 * 1024;

export function createImportRoutes({ imports, audit, now }: AdminPorts): readonly Route[] {
  const record = (action: string, object: string, caller: Caller) =>
    audit.record({ at: now(), accountId: expectStaff(caller).accountId, action, object });

  async function find(id: string): Promise<ImportJob> {
    const job = await imports.find(id);
    if (job === undefined) throw new ImportError('import_not_found');
    return job;
  }

  const staff = { audience: 'staff', policy: canEditKnowledge } as const;
  return [
    defineRoute({
      ...staff,
      method: 'get',
      path,
      summary: 'Imports, the newest first',
      response: ImportListSchema,
      handle: async () => ({
        jobs: await imports.list(mostListed),
        hasStatutes: await imports.hasStatutes(),
      }),
      present: ({ jobs, hasStatutes }) => ({ items: jobs.map(presentImport), hasStatutes }),
    }),
    defineRoute({
      ...staff,
      method: 'post',
      path,
      summary: 'Open an import, to which files are then added',
      response: ImportViewSchema,
      status: 201,
      async handle({ caller }) {
        const { accountId, name } = expectStaff(caller);
        const job = await imports.open({ accountId, name });
        await record('import.open', job.id, caller);
        return job;
      },
      present: presentImport,
    }),
    defineRoute({
      ...staff,
      method: 'get',
      path: `${path}/:id`,
      summary: 'An import with its progress and report',
      params: ImportIdSchema,
      response: ImportViewSchema,
      handle: ({ params }) => find(params.id),
      present: presentImport,
    }),
    defineRoute({
      ...staff,
      method: 'get',
      path: `${path}/:id/preview`,
      summary: 'What an import would do; nothing is written',
      params: ImportIdSchema,
      response: PreviewSchema,
      handle: ({ params }) => imports.preview(params.id),
      present: presentPreview,
    }),
    defineRoute({
      ...staff,
      method: 'put',
      path: `${path}/:id/choices`,
      summary: 'Say what each source is and which column is which',
      params: ImportIdSchema,
      body: ChoicesSchema,
      maxBodyBytes,
      response: ImportViewSchema,
      handle: ({ params, body: { choices, checkedThrough } }) =>
        imports.choose(params.id, {
          choices: choices.map(({ source, kind, columns, isAccepted }) => ({
            source,
            ...(kind !== undefined && { kind }),
            ...(columns !== undefined && { columns }),
            ...(isAccepted !== undefined && { isAccepted }),
          })),
          ...(checkedThrough !== undefined && { checkedThrough }),
        }),
      present: presentImport,
    }),
    defineRoute({
      ...staff,
      method: 'post',
      path: `${path}/:id/start`,
      summary: 'Start an import, or start a failed one again; it runs on by itself',
      params: ImportIdSchema,
      response: ImportViewSchema,
      status: 202,
      async handle({ params, caller }) {
        await record('import.start', params.id, caller);
        const job = await imports.start(params.id);
        imports.runInBackground(params.id);
        return job;
      },
      present: presentImport,
    }),
  ];
}
