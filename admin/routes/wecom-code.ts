import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { isOfBureau, isOfficerOfUnit } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';

const codeLifeMs = 10 * 60_000;
const codes = 100_000_000;

const CodeSchema = z.object({ code: z.string(), until: z.iso.datetime() });

/** A code that links one's own account to the member of WeCom who types it there. */
export function createWecomCodeRoutes({
  accounts,
  audit,
  hashes,
  now,
}: AdminPorts): readonly Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/admin/wecom-code',
      summary: 'A one-time code to be typed in WeCom: links the member to the caller’s account',
      audience: 'staff',
      // Officers of units are told over WeCom that something was served.
      policy: (caller) => isOfBureau(caller) || isOfficerOfUnit(caller),
      response: CodeSchema,
      status: 201,
      async handle({ caller }) {
        const { accountId } = expectStaff(caller);
        const account = await accounts.find(accountId);
        if (account === undefined) throw new HttpError('not_found');
        const code = String(randomInt(codes)).padStart(8, '0');
        const until = new Date(now().getTime() + codeLifeMs);
        const action = 'account.wecom_code';
        await audit.record({ at: now(), accountId, action, object: accountId });
        const wecomCodeHash = hashes.hashInvitationCode(code);
        if (!(await accounts.save({ ...account, wecomCodeHash, wecomCodeUntil: until }))) {
          throw new HttpError('version_conflict');
        }
        return { code, until };
      },
      present: ({ code, until }) => ({ code, until: until.toISOString() }),
    }),
  ];
}
