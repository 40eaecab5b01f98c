import type { Role } from '../../people/index.ts';
import { units, type FirewallWorld, type UnitName } from './firewall-world.ts';
import type { RecordedHttp } from './recorded-http.ts';
import type { WalkHouse } from './walk-house.ts';

/** Somebody of a unit. `agency` has the unit's pages alone; `colleague` works at the bureau and belongs to the unit. */
export type UnitPerson = {
  readonly name: string;
  readonly unit: UnitName;
  readonly side: 'agency' | 'colleague';
  readonly roles: readonly Role[];
  /** Given to the account behind the back of account keeping. */
  readonly mistake?: readonly Role[];
};

const everyDeskRole: readonly Role[] = [
  'intake_clerk',
  'duty_officer',
  'handler',
  'section_head',
  'approver',
  'legal_reviewer',
  'knowledge_editor',
  'analyst',
  'township_liaison',
  'expert',
];

const toOfficer = (unit: UnitName): UnitPerson => ({
  name: `officer.${unit}`,
  unit,
  side: 'agency',
  roles: ['agency_officer'],
});
const toColleague = (unit: UnitName): UnitPerson => ({
  name: `colleague.${unit}`,
  unit,
  side: 'colleague',
  roles: everyDeskRole,
});

/** Every role of the unit's side: the acting unit, the organ that answers, the superior, a station below, another unit. */
export const unitPeople: readonly UnitPerson[] = [
  ...(['acting', 'organ', 'government', 'below', 'other'] as const).map(toOfficer),
  { ...toOfficer('organ'), name: 'officer.twice', mistake: ['section_head', 'system_admin'] },
  ...(['acting', 'organ', 'government'] as const).map(toColleague),
];

/** Belongs to a unit that the matter does not touch: shows that the calls find what there is to find. */
export const bystander: UnitPerson = toColleague('other');

const firstPassword = 'Wall-of-paper-2026';
const ownPassword = `${firstPassword}-own`;

/** The person's account, past its first password, and a client signed in with it. */
export async function enrolPerson(
  { database }: WalkHouse,
  http: RecordedHttp,
  { admin }: Pick<FirewallWorld, 'admin'>,
  { name, unit, roles, mistake = [] }: UnitPerson,
) {
  const account = { username: name, name: `人员${name}`, roles, password: firstPassword };
  const { body } = await admin('POST', '/api/admin/accounts', { body: account });
  const accounts = database.connection.collection<{ readonly _id: string }>('accounts');
  const change = { unitId: units[unit].id, roles: [...roles, ...mistake] };
  await accounts.updateOne({ _id: { $eq: String(body.id) } }, { $set: change });
  const first = await http.signIn(name, firstPassword);
  const password = { current: firstPassword, next: ownPassword };
  await first.call('POST', '/api/admin/session/password', { body: password });
  const { cookie, call } = await http.signIn(name, ownPassword);
  return { accountId: String(body.id), cookie, call };
}
export type Enrolled = Awaited<ReturnType<typeof enrolPerson>>;
