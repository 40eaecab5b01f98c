import { defineRoute, HttpError, type Route, type SetCookie } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { isStaff } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { sessionCookie } from '../session/cookie.ts';
import { createChangePassword } from '../session/change-password.ts';
import { type SignedIn, sessionMaxAgeMs } from '../session/begin-session.ts';
import { createSignIn } from '../session/sign-in.ts';
import { createSignInTries } from '../session/sign-in-tries.ts';
import { presentSession } from './session.present.ts';
import {
  ChangePasswordSchema,
  EmptySchema,
  SessionViewSchema,
  SignInSchema,
} from './session.schema.ts';

const path = '/api/admin/session';

/** Sign in and out, who am I, and the password. The only routes open while the password must be changed. */
export function createSessionRoutes(ports: AdminPorts): readonly Route[] {
  const tries = createSignInTries(ports.now);
  const signIn = createSignIn(ports, tries);
  const changePassword = createChangePassword(ports, tries);
  return [
    defineRoute({
      method: 'post',
      path,
      summary: 'Sign in',
      audience: 'staff',
      policy: () => true,
      body: SignInSchema,
      response: SessionViewSchema,
      handle: ({ body, clientAddress }) => signIn({ ...body, clientAddress }),
      present: ({ account }) => presentSession(account),
      cookies: toCookies,
    }),
    defineRoute({
      method: 'get',
      path,
      summary: 'Who is signed in',
      audience: 'staff',
      policy: isStaff,
      response: SessionViewSchema,
      async handle({ caller }) {
        const account = await ports.accounts.find(expectStaff(caller).accountId);
        if (account === undefined) throw new HttpError('sign_in_required');
        return account;
      },
      present: presentSession,
    }),
    defineRoute({
      method: 'delete',
      path,
      summary: 'Sign out',
      audience: 'staff',
      policy: isStaff,
      response: EmptySchema,
      async handle({ caller }) {
        const { accountId, sessionId } = expectStaff(caller);
        const entry = { accountId, action: 'session.end', object: accountId };
        await ports.audit.record({ at: ports.now(), ...entry });
        await ports.accountSessions.remove(sessionId);
      },
      present: () => ({}),
      cookies: () => [{ name: sessionCookie, value: '', maxAgeS: 0 }],
    }),
    defineRoute({
      method: 'post',
      path: `${path}/password`,
      summary: 'Change the own password',
      audience: 'staff',
      policy: isStaff,
      body: ChangePasswordSchema,
      response: SessionViewSchema,
      handle: ({ caller, body, clientAddress }) =>
        changePassword(expectStaff(caller).accountId, { ...body, clientAddress }),
      present: ({ account }) => presentSession(account),
      cookies: toCookies,
    }),
  ];
}

function toCookies({ token }: SignedIn): readonly SetCookie[] {
  return [{ name: sessionCookie, value: token, maxAgeS: sessionMaxAgeMs / 1000 }];
}
