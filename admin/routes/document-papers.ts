import type Router from '@koa/router';
import { z } from 'zod';
import {
  createLimitUploads,
  type HttpContext,
  HttpError,
  type HttpState,
  type Identify,
  parseRequestPart,
  readUpload,
} from '../../platform/http/index.ts';
import type { NewPaperFile, OfficialDocument } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { createDocumentAccess } from '../open-document.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { presentDocument } from './documents.present.ts';
import { DocumentIdSchema, DocumentViewSchema, ServingIdSchema } from './documents.schema.ts';

const path = '/api/admin/documents/:id';
const DaySchema = z.iso.date();
const SealedSchema = z.object({ id: z.uuid(), version: z.coerce.number().int().nonnegative() });
const EnteredSchema = SealedSchema.extend({
  number: z.string().trim().min(1).max(60),
  on: DaySchema,
});
const ProofSchema = SealedSchema.extend({
  receivedBy: z.string().trim().min(1).max(60),
  receivedAt: z.iso.datetime(),
});
const FileParamsSchema = DocumentIdSchema.extend({ fileId: z.string().min(1).max(160) });
/** Both forms of a paper by their media types. */
export const paperTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** What is not JSON: the paper out as PDF and DOCX, sealed copies and slips in and out. */
export function mountDocumentPapers(
  router: Router<HttpState>,
  ports: AdminPorts,
  identify: Identify,
): void {
  const { documents, audit, now } = ports;
  const { toAsker, load, toSheet } = createDocumentAccess(ports);

  const open = async (ctx: HttpContext, params: unknown) => {
    const caller = await identify(ctx);
    authorise(caller, canReadTickets);
    const { id } = parseRequestPart('params', DocumentIdSchema, params);
    const document = await load(caller, id);
    return { caller, document, by: await toAsker(caller) };
  };

  /** The upload kept under the console's own key; audited before it counts. */
  async function keep(
    document: OfficialDocument,
    kind: NewPaperFile['kind'],
    key: string,
    { name, bytes }: { readonly name: string; readonly bytes: Buffer },
    accountId: string,
  ) {
    const at = now();
    const reason = `file=${kind}`;
    const action = 'document.attach';
    await audit.record({ at, accountId, action, object: document.id, reason });
    const id = `${document.id}-${kind}-${key}`;
    const file = { id, documentId: document.id, kind, name, bytes, at, accountId };
    const kept = await documents.files.save(file);
    return { fileId: kept.id, algorithm: 'SHA-256', hash: kept.sha256 } as const;
  }

  async function answer(
    ctx: HttpContext,
    caller: Awaited<ReturnType<typeof open>>['caller'],
    document: OfficialDocument,
  ): Promise<void> {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = DocumentViewSchema.parse(presentDocument(await toSheet(caller, document)));
  }

  router.get(`${path}/paper`, async (ctx) => {
    const { document } = await open(ctx, ctx.params);
    const format = ctx.query['as'] === 'docx' ? 'docx' : 'pdf';
    const print = format === 'docx' ? documents.papers.printDocx : documents.papers.printPdf;
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`document.${format}`);
    ctx.type = paperTypes[format];
    ctx.body = Buffer.from(await print(document));
  });

  router.get(`${path}/pages`, async (ctx) => {
    const { document } = await open(ctx, ctx.params);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { pages: await documents.papers.drawPages(document) };
  });

  router.get(`${path}/files/:fileId`, async (ctx) => {
    const { document, caller } = await open(ctx, ctx.params);
    const { fileId } = parseRequestPart('params', FileParamsSchema, ctx.params);
    const file = await documents.files.find(fileId);
    if (file?.documentId !== document.id) throw new HttpError('not_found');
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action: 'document.file', object: document.id });
    const bytes = await documents.files.open(fileId);
    if (bytes === undefined) throw new HttpError('not_found');
    ctx.set('Cache-Control', 'no-store');
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
    ctx.attachment(file.name);
    ctx.type = file.mimeType;
    ctx.body = Buffer.from(bytes);
  });

  router.post(`${path}/sealed`, createLimitUploads(), async (ctx) => {
    const { caller, document, by } = await open(ctx, ctx.params);
    const upload = await readUpload(ctx);
    const { id: key, version } = parseRequestPart('body', SealedSchema, upload.fields);
    const file = await keep(document, 'sealed', key, upload, by.accountId);
    const { id } = document;
    await answer(ctx, caller, await documents.sealDocument({ id, by, version, key, file }));
  });

  router.post(`${path}/entered`, createLimitUploads(), async (ctx) => {
    const { caller, document, by } = await open(ctx, ctx.params);
    const upload = await readUpload(ctx);
    const fields = parseRequestPart('body', EnteredSchema, upload.fields);
    const { id: key, version, number, on } = fields;
    const file = await keep(document, 'sealed', key, upload, by.accountId);
    const { id } = document;
    const entered = await documents.enterDocument({ id, by, version, key, file, number, on });
    await answer(ctx, caller, entered);
  });

  router.post(`${path}/servings/:servingId/proof`, createLimitUploads(), async (ctx) => {
    const { caller, document, by } = await open(ctx, ctx.params);
    const { servingId } = parseRequestPart('params', ServingIdSchema, ctx.params);
    const upload = await readUpload(ctx);
    const fields = parseRequestPart('body', ProofSchema, upload.fields);
    const { id: key, version, receivedBy } = fields;
    const { fileId } = await keep(document, 'proof', key, upload, by.accountId);
    const proof = { fileId, receivedBy, receivedAt: new Date(fields.receivedAt) };
    const { id } = document;
    const proved = await documents.proveServing({ id, by, version, key, servingId, proof });
    await answer(ctx, caller, proved);
  });
}
