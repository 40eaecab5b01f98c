import type Router from '@koa/router';
import { HttpError, type HttpState, type Identify } from '../../platform/http/index.ts';
import { createCanSeeDocument } from '../access/can-see-document.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { sendBytes } from './send-bytes.ts';

const path = '/api/admin/unit-files/:id';

/** Files that units handed in, for those of the bureau who see the ticket; written down before. */
export function mountUnitReplyFiles(
  router: Router<HttpState>,
  ports: AdminPorts,
  identify: Identify,
): void {
  const { unitPortal, audit, now } = ports;
  const canSeeDocument = createCanSeeDocument(createTicketAccess(ports));

  router.get(path, async (ctx) => {
    ctx.state.routeName = `GET ${path}`;
    const caller = await identify(ctx);
    authorise(caller, canReadTickets);
    const file = await unitPortal.files.find(ctx.params['id'] ?? '');
    const document = file && (await unitPortal.findDocument(file.documentId));
    if (file === undefined || document === undefined) throw new HttpError('not_found');
    if (!(await canSeeDocument(caller, document))) throw new HttpError('not_found');
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action: 'unit_file.read', object: file.id });
    const bytes = await unitPortal.files.open(file.id);
    if (bytes === undefined) throw new HttpError('not_found');
    sendBytes(ctx, bytes, file);
  });
}
