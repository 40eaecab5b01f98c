import type Router from '@koa/router';
import type { EvidenceFile } from '../../bot/index.ts';
import {
  type Caller,
  HttpError,
  parseRequestPart,
  readJsonBody,
  type HttpContext,
  type HttpState,
  type Identify,
} from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canOpenOriginals, canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { OriginalSchema } from './evidence.schema.ts';

const path = '/api/admin/files/:id';
const bodyLimits = { maxBytes: 4096, timeoutMs: 3000 };

/**
 * Pictures for the screen: the working copy only, never the bytes as received; nothing but pictures is shown in the
 * page. The bytes as received are handed over as a download, after an audited reason.
 */
export function mountFiles(router: Router<HttpState>, ports: AdminPorts, identify: Identify): void {
  const { files, audit, now } = ports;
  const access = createTicketAccess(ports);

  /** Throws `not_found` also for a file of a ticket that the caller does not see. */
  async function findFile(id: string, caller: Caller): Promise<EvidenceFile> {
    const file = await files.find(id);
    const ticket = file?.ticketId && (await access.find(caller, file.ticketId));
    if (!file || !ticket) throw new HttpError('not_found');
    return file;
  }

  router.get(path, async (ctx) => {
    ctx.state.routeName = `GET ${path}`;
    const caller = authorise(await identify(ctx), canReadTickets);
    const { id } = await findFile(ctx.params['id'] ?? '', caller);
    const copy = await files.openWorkingCopy(id);
    if (copy === undefined) throw new HttpError('not_found');
    const isPicture = /^image\/(png|jpeg|webp|gif)$/.test(copy.mimeType);
    hand(ctx, copy.bytes, isPicture ? copy.mimeType : undefined);
  });

  router.post(`${path}/original`, async (ctx) => {
    ctx.state.routeName = `POST ${path}/original`;
    const caller = await identify(ctx);
    authorise(caller, canOpenOriginals);
    const { reason } = parseRequestPart(
      'body',
      OriginalSchema,
      await readJsonBody(ctx.req, bodyLimits),
    );
    const { id } = await findFile(ctx.params['id'] ?? '', caller);
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action: 'file.original', object: id, reason });
    const bytes = await files.openOriginal(id);
    if (bytes === undefined) throw new HttpError('not_found');
    hand(ctx, bytes, undefined);
  });
}

/** Inline only for a picture of ours; anything else is a download without a type that a browser would act on. */
function hand(ctx: HttpContext, bytes: Buffer, pictureType: string | undefined): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Disposition', pictureType === undefined ? 'attachment' : 'inline');
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
  ctx.type = pictureType ?? 'application/octet-stream';
  ctx.body = bytes;
}
