import type { Router } from '@koa/router';
import { z } from 'zod';
import {
  createLimitUploads,
  parseRequestPart,
  readJsonBody,
  readUpload,
  HttpError,
  type HttpState,
} from '../platform/http/index.ts';
import { findProcedure, listAllowedActions, TicketError, type Ticket } from '../tickets/index.ts';
import type { FindTicket } from './find-ticket.ts';
import type { PublicPorts } from './ports.ts';
import { presentProgress } from './present-progress.ts';
import {
  ActIdSchema,
  CodeSchema,
  LanguageSchema,
  toActKey,
  toStepRequest,
} from './progress-routes.ts';

const UploadFieldsSchema = z.strictObject({
  code: CodeSchema,
  id: ActIdSchema,
  language: LanguageSchema,
});
const PictureSchema = z.strictObject({ code: CodeSchema, fileId: z.string().max(200) });
const bodyLimits = { maxBytes: 1024, timeoutMs: 5000 };

/**
 * Evidence for a ticket, as a form with the fields `code`, `id`, `file`, and the working copies of its
 * pictures, asked for by POST so that the code stays out of URLs (audience: citizen).
 */
export function mountProgressFiles(
  router: Router<HttpState>,
  ports: PublicPorts,
  findTicket: FindTicket,
): void {
  const { tickets, conversation, now } = ports;

  router.post('/progress/files', createLimitUploads(), async (ctx) => {
    ctx.state.routeName = 'POST /progress/files';
    const { fields, name, bytes } = await readUpload(ctx);
    const { code, id, language } = parseRequestPart('body', UploadFieldsSchema, fields);
    const found = await findTicket(code, ctx.state.clientAddress);
    refuseEnded(found, ports);
    const { personId } = found;
    const key = toActKey(found.id, id);
    // The file first: one that is refused must not be noted as evidence.
    await conversation.addFile({ id: key, ticketId: found.id, personId, name, bytes, at: now() });
    const ticket = await tickets.supplementTicket(toStepRequest(found, id));
    const messages = await conversation.list(found.id);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = {
      progress: presentProgress(ticket, messages, language, ports),
      outcome: 'done',
    };
  });

  router.post('/progress/pictures', async (ctx) => {
    ctx.state.routeName = 'POST /progress/pictures';
    const body = await readJsonBody(ctx.req, bodyLimits);
    const { code, fileId } = parseRequestPart('body', PictureSchema, body);
    const ticket = await findTicket(code, ctx.state.clientAddress);
    const picture = await conversation.openPicture(ticket.id, fileId);
    if (picture === undefined) throw new HttpError('not_found');
    ctx.set('Cache-Control', 'private, no-store');
    ctx.type = picture.mimeType;
    ctx.body = picture.bytes;
  });
}

function refuseEnded(ticket: Ticket, { procedures }: PublicPorts): void {
  const allowed = listAllowedActions(ticket, findProcedure(procedures, ticket), ['reporter']);
  if (!allowed.includes('supplement')) throw new TicketError('ticket_step_refused', { allowed });
}
