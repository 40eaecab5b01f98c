import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canMoveTickets, canSeeParked } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentEvidence, presentLost } from './evidence.present.ts';
import {
  BoxesSchema,
  EvidenceViewSchema,
  FileIdSchema,
  LostMediaListSchema,
} from './evidence.schema.ts';

const listLimit = 200;

/** What staff do with evidence: cover what must not be seen, and fetch again what a platform did not give. */
export function createEvidenceRoutes(ports: AdminPorts): readonly Route[] {
  const { files, inbox, bell, audit, now } = ports;
  const access = createTicketAccess(ports);
  return [
    defineRoute({
      method: 'post',
      path: '/api/admin/files/:id/boxes',
      summary:
        'Cover faces, names and signs on the working copy, instead of what was covered before',
      audience: 'staff',
      policy: canMoveTickets,
      params: FileIdSchema,
      body: BoxesSchema,
      response: EvidenceViewSchema,
      async handle({ params, body, caller }) {
        const file = await files.find(params.id);
        const ticket = file?.ticketId && (await access.find(caller, file.ticketId));
        if (!file || !ticket) throw new HttpError('not_found');
        const { accountId } = expectStaff(caller);
        const reason = `boxes=${body.boxes.length}`;
        await audit.record({ at: now(), accountId, action: 'file.boxes', object: file.id, reason });
        const covered = await files.setBoxes(file.id, body.boxes);
        if (covered === undefined) throw new HttpError('not_found');
        return covered;
      },
      present: presentEvidence,
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/media',
      summary: 'Media that could not be fetched from its platform',
      audience: 'staff',
      policy: canSeeParked,
      response: LostMediaListSchema,
      handle: async ({ caller }) => access.keepMet(caller, await inbox.listMediaFailed(listLimit)),
      present: (rows) => ({ items: rows.map(presentLost) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/admin/media/:id/retry',
      summary: 'Fetch media once more',
      audience: 'staff',
      policy: canSeeParked,
      params: FileIdSchema,
      response: LostMediaListSchema,
      async handle({ params, caller }) {
        const row = await inbox.find(params.id);
        if (row === undefined || (await access.meet(caller, row.personId)) === undefined) {
          throw new HttpError('not_found');
        }
        const { accountId } = expectStaff(caller);
        await audit.record({ at: now(), accountId, action: 'media.retry', object: row.id });
        if (await inbox.retryMedia(row.id)) await bell.ring({ kind: 'media', id: row.id });
        return access.keepMet(caller, await inbox.listMediaFailed(listLimit));
      },
      present: (rows) => ({ items: rows.map(presentLost) }),
    }),
  ];
}
