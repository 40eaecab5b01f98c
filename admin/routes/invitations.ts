import { randomBytes, randomUUID } from 'node:crypto';
import type { Invitation } from '../../people/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canInvite } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentInvitation } from './invitations.present.ts';
import {
  InvitationListSchema,
  NewInvitationSchema,
  NewInvitationViewSchema,
} from './invitations.schema.ts';

const path = '/api/admin/invitations';
const dayMs = 24 * 60 * 60 * 1000;
/** Crockford's: nothing that reads like something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function createInvitationRoutes(ports: AdminPorts): readonly Route[] {
  const { invitations, hashes, audit, now } = ports;
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Invitations for enterprise specialists',
      audience: 'staff',
      policy: canInvite,
      response: InvitationListSchema,
      handle: async () => ({ all: await invitations.list(), asOf: now() }),
      present: ({ all, asOf }) => ({
        items: all.map((invitation) => presentInvitation(invitation, asOf)),
      }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary: 'Invite a specialist; the code is shown this once',
      audience: 'staff',
      policy: canInvite,
      body: NewInvitationSchema,
      response: NewInvitationViewSchema,
      status: 201,
      async handle({ body, caller }) {
        const { accountId, name } = expectStaff(caller);
        const code = createInvitationCode();
        const asOf = now();
        const { succeeds } = body;
        if (succeeds !== undefined) await requireUsed(ports, succeeds);
        const invitation: Invitation = {
          id: randomUUID(),
          codeHash: hashes.hashInvitationCode(code),
          organisation: body.organisation,
          termUntil: addMonths(asOf, body.termMonths),
          expiresAt: new Date(asOf.getTime() + body.validDays * dayMs),
          createdBy: name,
          ...(succeeds !== undefined && { succeeds }),
        };
        await audit.record({
          at: asOf,
          accountId,
          action: 'invitation.create',
          object: invitation.id,
        });
        await invitations.insert(invitation);
        return { invitation, code, asOf };
      },
      present: ({ invitation, code, asOf }) => ({ ...presentInvitation(invitation, asOf), code }),
    }),
  ];
}

/** Only somebody who joined can be succeeded. */
async function requireUsed({ invitations }: AdminPorts, id: string): Promise<void> {
  const invitation = await invitations.find(id);
  if (invitation?.usedBy === undefined) throw new HttpError('not_found');
}

/** 80 random bits in four groups, e.g. 7K2M-9QXC-4T0B-WE6R. */
function createInvitationCode(): string {
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return letters.replace(/.{4}(?=.)/g, '$&-');
}

function addMonths(from: Date, months: number): Date {
  const until = new Date(from);
  until.setUTCMonth(until.getUTCMonth() + months);
  return until;
}
