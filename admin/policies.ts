import type { Caller } from '../platform/http/index.ts';
import type { Role } from '../people/index.ts';
import type { Ticket } from '../tickets/index.ts';

const desk: readonly Role[] = [
  'intake_clerk',
  'duty_officer',
  'handler',
  'section_head',
  'approver',
  'township_liaison',
];
const administrators: readonly Role[] = ['system_admin', 'security_admin', 'audit_admin'];

/** Roles of the account that the first start creates: enough to work alone until colleagues have accounts. */
export const firstAccountRoles: readonly Role[] = [
  'intake_clerk',
  'handler',
  'section_head',
  'approver',
  'knowledge_editor',
  'system_admin',
];

export function isStaff(caller: Caller): boolean {
  return caller.kind === 'staff';
}

export function canReadTickets(caller: Caller): boolean {
  return hasRole(caller, [...desk, 'legal_reviewer']);
}

export function canMoveTickets(caller: Caller): boolean {
  return hasRole(caller, desk);
}

/** Whoever takes matters in may take a conversation over; nobody else reads what is said there. */
export function canTalk(caller: Caller): boolean {
  return hasRole(caller, desk);
}

/** Those who must ring a person back may; an administrator never sees a sealed identity, whatever else they are. */
export function canReveal(caller: Caller): boolean {
  return canMoveTickets(caller) && !hasRole(caller, administrators);
}

/** Whoever stays anonymous is revealed to nobody, also where an earlier matter left a name with the same person. */
export function hasRevealableReporter(
  ticket: Ticket,
): ticket is Ticket & { readonly personId: string } {
  return ticket.personId !== undefined && ticket.openness !== 'anonymous';
}

/** The bytes as received may show who took the picture, and where: they are opened like a sealed name. */
export function canOpenOriginals(caller: Caller): boolean {
  return canReveal(caller);
}

/** Who takes matters in from files and gives their statuses back. */
export function canExchangeTickets(caller: Caller): boolean {
  return hasRole(caller, ['intake_clerk', 'section_head']);
}

export function canSeeParked(caller: Caller): boolean {
  return hasRole(caller, [...desk, 'system_admin']);
}

export function canInvite(caller: Caller): boolean {
  return hasRole(caller, ['intake_clerk', 'section_head', 'system_admin']);
}

/** Whoever works with tickets, counts them or sets the house up. */
export function canReadPoints(caller: Caller): boolean {
  return hasRole(caller, [...desk, 'analyst', 'system_admin']);
}

export function canKeepPoints(caller: Caller): boolean {
  return hasRole(caller, ['intake_clerk', 'section_head', 'system_admin']);
}

/** Who writes the duty roster. */
export function canEditDuty(caller: Caller): boolean {
  return hasRole(caller, ['section_head', 'system_admin']);
}

export function canManageAccounts(caller: Caller): boolean {
  return hasRole(caller, ['system_admin', 'security_admin']);
}

/** All who work for the bureau; a unit's officer does not. */
export function isOfBureau(caller: Caller): boolean {
  return caller.kind === 'staff' && caller.roles.some((role) => role !== 'agency_officer');
}

/** Guides and open questions are not for the units. */
export function canReadKnowledge(caller: Caller): boolean {
  return isOfBureau(caller);
}

export function canEditKnowledge(caller: Caller): boolean {
  return hasRole(caller, ['knowledge_editor']);
}

export function canReadSorting(caller: Caller): boolean {
  return hasRole(caller, [...desk, 'analyst', 'system_admin']);
}

export function canChooseSorting(caller: Caller): boolean {
  return hasRole(caller, ['section_head', 'system_admin']);
}

export function canSeeChannels(caller: Caller): boolean {
  return hasRole(caller, [...desk, 'system_admin']);
}

/** Whoever logs the bureau's account in or switches it off: its QR code is the key to it. */
export function canRunWechaty(caller: Caller): boolean {
  return hasRole(caller, ['system_admin']);
}

/** What the console may offer this caller; the API decides again each time. */
export const permissions = {
  tickets: canReadTickets,
  move: canMoveTickets,
  talk: canTalk,
  exchange: canExchangeTickets,
  reveal: canReveal,
  parked: canSeeParked,
  invitations: canInvite,
  points: canReadPoints,
  keepPoints: canKeepPoints,
  accounts: canManageAccounts,
  duty: canEditDuty,
  channels: canSeeChannels,
  wechaty: canRunWechaty,
  knowledge: canEditKnowledge,
  sorting: canReadSorting,
  choose_sorting: canChooseSorting,
} as const;
export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions).filter(
  (name): name is Permission => name in permissions,
);

function hasRole(caller: Caller, wanted: readonly string[]): boolean {
  return caller.kind === 'staff' && caller.roles.some((role) => wanted.includes(role));
}
