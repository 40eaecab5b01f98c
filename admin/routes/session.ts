import { defineRoute, HttpError, type Route, type SetCookie } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { isStaff } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { sessionCookie } from '../session/cookie.ts';
import { createSignIn, type SignedIn, sessionMaxAgeMs } from '../session/sign-in.ts';
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
  const { signIn, changePassword } = createSignIn(ports);
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
      handle: ({ caller }) => ports.accountSessions.remove(expectStaff(caller).sessionId),
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
