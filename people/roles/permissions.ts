import { isOfUnit } from '../firewall/index.ts';
import { roles, type Role } from '../person.ts';

/** Whoever takes matters in and works on them. */
const desk: readonly Role[] = [
  'intake_clerk',
  'duty_officer',
  'handler',
  'section_head',
  'approver',
  'township_liaison',
];

/** 三员: three accounts of three people; each keeps the house and none sees who reported. */
export const administrators = [
  'system_admin',
  'security_admin',
  'audit_admin',
] as const satisfies readonly Role[];

/** All who work for the bureau; a unit's officer does not. */
const bureau = roles.filter((role) => role !== 'agency_officer');

/** Which roles may do what at the desk, beside the steps of a ticket (`actionRoles` of tickets). */
export const permissionRoles = {
  /** Reads tickets within the account's scope. */
  tickets: [...desk, 'legal_reviewer'],
  move: desk,
  /** Reads and exports what was found wrong, across the tickets that the account sees; nothing of reporters. */
  problems: [...desk, 'legal_reviewer', 'analyst'],
  /** Reads 专项监督 and 重点领域监督: plans, figures and problems, no reporter. */
  campaigns: [...desk, 'legal_reviewer', 'analyst'],
  /** Opens them, leads them from stage to stage, puts tickets in, writes the report. */
  run_campaigns: ['handler', 'section_head', 'approver'],
  /** Reads what staff wrote for an opinion of one's own, and gives it; sees no ticket. */
  opinions: ['expert'],
  /** Takes conversations over; nobody else reads what is said there. */
  talk: desk,
  /** Takes matters in from files and gives their statuses back. */
  exchange: ['intake_clerk', 'section_head'],
  /** Opens a reporter's sealed name, and the bytes of evidence as received: those who must ring back. */
  reveal: desk,
  parked: [...desk, 'system_admin'],
  invitations: ['intake_clerk', 'section_head', 'system_admin'],
  points: [...desk, 'analyst', 'system_admin'],
  keepPoints: ['intake_clerk', 'section_head', 'system_admin'],
  accounts: ['system_admin', 'security_admin'],
  /** Says who is away and who stands in, of any colleague. */
  leaves: ['section_head', 'system_admin'],
  /** Sets that somebody keeps out of a matter; of oneself everybody may. */
  recusals: ['section_head', 'approver'],
  routing: [...desk, 'legal_reviewer', 'analyst', 'system_admin'],
  edit_routing: ['section_head', 'system_admin'],
  /** Keeps the organisation tree, power lists and the register of certificates. */
  keep_units: ['section_head', 'system_admin'],
  /** Writes the duty roster. */
  duty: ['section_head', 'system_admin'],
  /** Reads the rules of the bureau in all their versions. */
  profile: [...desk, 'legal_reviewer', 'analyst', 'system_admin'],
  /** Publishes a new version of them. */
  edit_profile: ['system_admin'],
  /** Imports and sets holidays and make-up days; everybody of the bureau reads them. */
  calendar: ['section_head', 'system_admin'],
  /** Tries other limits and warning points on what is stored; changes nothing. */
  try_rules: ['section_head', 'approver', 'system_admin'],
  channels: [...desk, 'system_admin'],
  /** Logs the bureau's account in or switches it off: its QR code is the key to it. */
  wechaty: ['system_admin'],
  knowledge: ['knowledge_editor'],
  /** Works for the bureau: guides and open questions are not for the units. */
  bureau,
  /** Says the bureau's word to what a unit objects, asks to be reviewed or reports. */
  decide_replies: ['handler', 'section_head', 'approver'],
  /** Reads and answers what was served on the own unit. */
  unit: ['agency_officer'],
  sorting: [...desk, 'analyst', 'system_admin'],
  choose_sorting: ['section_head', 'system_admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissionRoles;
export const permissionNames = Object.keys(permissionRoles).filter(
  (name): name is Permission => name in permissionRoles,
);

/** What an administrator has not, whatever else the account is. */
const sealed: readonly Permission[] = ['reveal'];

/**
 * Whether an account with these roles may; the API asks at every call. Who belongs to a unit may do what units do and
 * nothing else, also where another role was given to the account by mistake.
 */
export function may(held: readonly string[], permission: Permission): boolean {
  if (isOfUnit(held)) return permission === 'unit';
  const isAdministrator = administrators.some((role) => held.includes(role));
  if (isAdministrator && sealed.includes(permission)) return false;
  return permissionRoles[permission].some((role) => held.includes(role));
}

/** What the console may offer an account with these roles. */
export function listPermissions(held: readonly string[]): readonly Permission[] {
  return permissionNames.filter((permission) => may(held, permission));
}
