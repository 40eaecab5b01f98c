import { type Account, findNewRoleConflict, may, type Role, type Scope } from '../people/index.ts';
import { HttpError } from '../platform/http/index.ts';
import type { AdminPorts } from './ports.ts';
import type { AccountChange } from './routes/accounts.schema.ts';
import { hashPassword as digestPassword } from './session/check-password.ts';
import { findPasswordFault } from './session/password-policy.ts';

type Ports = Pick<
  AdminPorts,
  'accounts' | 'accountSessions' | 'passwords' | 'audit' | 'now' | 'units'
>;

export type NewAccount = {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly password: string;
} & Pick<AccountChange, 'unitId' | 'scope'>;

/** Creates and changes accounts; each act is audited before it happens. Passwords given by another must be changed. */
export function createManageAccounts(ports: Ports) {
  const { accounts, accountSessions, passwords, audit, now, units } = ports;

  /** Units that nobody knows would shut an account out, or let it see what it must not. */
  function refuseUnknownUnit({ unitId, scope }: Pick<AccountChange, 'unitId' | 'scope'>): void {
    const named = [unitId, scope?.unitId].filter((id) => id !== undefined && id !== '');
    const known = units.all();
    if (named.every((wanted) => known.some(({ id }) => id === wanted))) return;
    throw new HttpError('request_invalid', { fields: [{ path: 'body.unitId', rule: 'unknown' }] });
  }

  async function hashFirstPassword(password: string, username: string): Promise<string> {
    const fault = findPasswordFault(password, { username });
    if (fault !== undefined) {
      throw new HttpError('password_too_weak', {
        fields: [{ path: 'body.password', rule: fault }],
      });
    }
    return digestPassword(passwords, password);
  }

  /** Somebody must always be able to manage accounts. */
  async function refuseLastAdministrator(changed: Account): Promise<void> {
    const others = (await accounts.list()).filter(({ id }) => id !== changed.id);
    if (![...others, changed].some(isAdministrator)) throw new HttpError('last_administrator');
  }

  return {
    async create(id: string, by: string, input: NewAccount): Promise<Account> {
      refuseConflict([], input.roles);
      refuseUnknownUnit(input);
      const account: Account = {
        id,
        version: 1,
        username: input.username,
        name: input.name,
        roles: input.roles,
        passwordHash: await hashFirstPassword(input.password, input.username),
        mustChangePassword: true,
        ...toPlace({}, input),
      };
      await audit.record({ at: now(), accountId: by, action: 'account.create', object: id });
      if (!(await accounts.insert(account))) throw new HttpError('account_name_taken');
      return account;
    },

    /** Ends the account's sessions when it was disabled or got a new password. Roles count from the next request. */
    async change(id: string, by: string, change: AccountChange): Promise<Account> {
      const account = await accounts.find(id);
      if (account === undefined) throw new HttpError('not_found');
      if (account.version !== change.version) throw new HttpError('version_conflict');
      refuseConflict(account.roles, change.roles ?? account.roles);
      refuseUnknownUnit(change);
      const changed = await applyChange(account, change);
      if (id === by) refuseWider(account, changed);
      await refuseLastAdministrator(changed);
      await audit.record({ at: now(), accountId: by, action: 'account.change', object: id });
      if (!(await accounts.save(changed))) throw new HttpError('version_conflict');
      if (changed.disabledAt !== undefined || change.password !== undefined) {
        await accountSessions.removeAllOf(id);
      }
      return (await accounts.find(id)) ?? changed;
    },
  };

  async function applyChange(account: Account, change: AccountChange): Promise<Account> {
    const { disabledAt, wecomUserId: linked, unitId, scope, ...enabled } = account;
    const wecomUserId = change.wecomUserId ?? linked;
    const isDisabled = change.isDisabled ?? disabledAt !== undefined;
    const hash =
      change.password === undefined
        ? undefined
        : await hashFirstPassword(change.password, account.username);
    return {
      ...enabled,
      name: change.name ?? account.name,
      roles: change.roles ?? account.roles,
      ...(wecomUserId && { wecomUserId }),
      ...toPlace({ unitId, scope }, change),
      ...(isDisabled && { disabledAt: disabledAt ?? now() }),
      ...(hash !== undefined && { passwordHash: hash, mustChangePassword: true }),
    };
  }
}

/** Where the account belongs and how far it sees; empty and null take it away. */
function toPlace(
  before: { readonly unitId?: string | undefined; readonly scope?: Scope | undefined },
  change: Pick<AccountChange, 'unitId' | 'scope'>,
): Pick<Account, 'unitId' | 'scope'> {
  const { unitId = before.unitId } = change;
  const scope = change.scope === undefined ? before.scope : toScope(change.scope ?? {});
  const isNarrow = scope !== undefined && Object.keys(scope).length > 0;
  return { ...(unitId && { unitId }), ...(isNarrow && { scope }) };
}

function toScope({ level, unitId, areas }: NonNullable<AccountChange['scope']>): Scope {
  return {
    ...(level !== undefined && { level }),
    ...(unitId !== undefined && { unitId }),
    ...(areas !== undefined && { areas }),
  };
}

/** Nobody gives themselves a role, or moves the bounds that were set for them; a colleague does. */
function refuseWider(before: Account, after: Account): void {
  const isOne = after.roles.every((role) => before.roles.includes(role));
  const isHere = before.unitId === undefined || before.unitId === after.unitId;
  const isBound =
    before.scope === undefined || JSON.stringify(before.scope) === JSON.stringify(after.scope);
  if (!isOne || !isHere || !isBound) throw new HttpError('not_permitted');
}

function isAdministrator({ roles, disabledAt }: Account): boolean {
  return disabledAt === undefined && may(roles, 'accounts');
}

/** Three administrators, none of whom has matters; a unit's officer is nothing else. */
function refuseConflict(before: readonly Role[], after: readonly Role[]): void {
  const conflict = findNewRoleConflict(before, after);
  if (conflict !== undefined) throw new HttpError(conflict);
}
