import { randomUUID } from 'node:crypto';
import { defineRoute, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { createManageAccounts } from '../manage-accounts.ts';
import { canManageAccounts } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentAccount } from './accounts.present.ts';
import { presentUnitNames } from './place.present.ts';
import {
  AccountChangeSchema,
  AccountIdSchema,
  AccountListSchema,
  AccountViewSchema,
  NewAccountSchema,
} from './accounts.schema.ts';

const path = '/api/admin/accounts';

export function createAccountRoutes(ports: AdminPorts): readonly Route[] {
  const manage = createManageAccounts(ports);
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Accounts of staff',
      audience: 'staff',
      policy: canManageAccounts,
      response: AccountListSchema,
      handle: () => ports.accounts.list(),
      present: (accounts) => ({
        items: accounts.map(presentAccount),
        units: presentUnitNames(ports.units.all()),
      }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary: 'Create an account with a first password that must be changed',
      audience: 'staff',
      policy: canManageAccounts,
      body: NewAccountSchema,
      response: AccountViewSchema,
      status: 201,
      handle: ({ body, caller }) =>
        manage.create(randomUUID(), expectStaff(caller).accountId, body),
      present: presentAccount,
    }),
    defineRoute({
      method: 'patch',
      path: `${path}/:id`,
      summary: 'Change the roles, name or first password of an account, disable or enable it',
      audience: 'staff',
      policy: canManageAccounts,
      params: AccountIdSchema,
      body: AccountChangeSchema,
      response: AccountViewSchema,
      handle: ({ params, body, caller }) =>
        manage.change(params.id, expectStaff(caller).accountId, body),
      present: presentAccount,
    }),
  ];
}
