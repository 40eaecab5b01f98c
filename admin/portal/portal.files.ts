import type Router from '@koa/router';
import {
  createLimitUploads,
  HttpError,
  parseRequestPart,
  readUpload,
  type HttpContext,
  type HttpState,
  type Identify,
} from '../../platform/http/index.ts';
import { isOfficerOfUnit } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { presentReplyFile } from './portal.present.ts';
import { expectOfficer } from './portal.routes.ts';
import { ServedIdSchema } from './portal.schema.ts';
import { sendBytes } from './send-bytes.ts';

const path = '/api/unit/documents/:id';

/** What is not JSON on the unit's side: the sealed copy, and files in and out. */
export function mountUnitPortalFiles(
  router: Router<HttpState>,
  { unitPortal, now }: AdminPorts,
  identify: Identify,
): void {
  const { files } = unitPortal;

  /** Throws HearingError reply_not_served where nothing was served on the officer's unit. */
  async function openOwn(ctx: HttpContext, params: unknown) {
    const caller = await identify(ctx);
    authorise(caller, isOfficerOfUnit);
    const { id } = parseRequestPart('params', ServedIdSchema, params);
    const officer = expectOfficer(caller);
    return { ...officer, file: await unitPortal.openFile(id, officer.unitId) };
  }

  router.get(`${path}/copy`, async (ctx) => {
    ctx.state.routeName = `GET ${path}/copy`;
    const { file } = await openOwn(ctx, ctx.params);
    const copy = await unitPortal.openSealedCopy(file.document);
    if (copy === undefined) throw new HttpError('not_found');
    const name = file.document.number?.text ?? file.document.title;
    sendBytes(ctx, copy.bytes, { name: `${name}.pdf`, mimeType: copy.mimeType });
  });

  router.post(`${path}/files`, createLimitUploads(), async (ctx) => {
    ctx.state.routeName = `POST ${path}/files`;
    const { file, unitId, by } = await openOwn(ctx, ctx.params);
    const upload = await readUpload(ctx);
    const key = upload.fields['id'] ?? '';
    if (!/^[\w-]{8,64}$/.test(key)) {
      throw new HttpError('request_invalid', {
        fields: [{ path: 'headers.idempotency-key', rule: 'missing' }],
      });
    }
    const documentId = file.document.id;
    const saved = await files.save({
      id: `${documentId}-${unitId}-f-${key}`,
      documentId,
      unitId,
      by,
      at: now(),
      name: upload.name,
      bytes: upload.bytes,
    });
    ctx.set('Cache-Control', 'no-store');
    ctx.status = 201;
    ctx.body = presentReplyFile(saved);
  });

  router.get(`${path}/files/:fileId`, async (ctx) => {
    ctx.state.routeName = `GET ${path}/files/:fileId`;
    const { file, unitId } = await openOwn(ctx, ctx.params);
    const found = await files.find(ctx.params['fileId'] ?? '');
    const isOwn = found?.unitId === unitId && found.documentId === file.document.id;
    const bytes = isOwn ? await files.open(found.id) : undefined;
    if (found === undefined || bytes === undefined) throw new HttpError('not_found');
    sendBytes(ctx, bytes, found);
  });
}
