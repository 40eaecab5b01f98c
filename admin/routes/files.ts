import type Router from '@koa/router';
import { HttpError, type HttpState, type Identify } from '../../platform/http/index.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';

/**
 * Pictures for the screen: the working copy only, never the bytes as received.
 * Nothing but pictures is shown in the page; the rest is handed over as a download.
 */
export function mountFiles(router: Router<HttpState>, ports: AdminPorts, identify: Identify): void {
  router.get('/api/admin/files/:id', async (ctx) => {
    authorise(await identify(ctx), canReadTickets);
    const id = ctx.params['id'] ?? '';
    const [file, copy] = await Promise.all([ports.files.find(id), ports.files.openWorkingCopy(id)]);
    if (file?.ticketId === undefined || copy === undefined) throw new HttpError('not_found');
    const isPicture = /^image\/(png|jpeg|webp|gif)$/.test(copy.mimeType);
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Disposition', isPicture ? 'inline' : 'attachment');
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
    ctx.type = isPicture ? copy.mimeType : 'application/octet-stream';
    ctx.body = copy.bytes;
  });
}
