import { may, type Permission } from '../people/index.ts';
import type { Caller } from '../platform/http/index.ts';
import type { Ticket } from '../tickets/index.ts';

export function isStaff(caller: Caller): boolean {
  return caller.kind === 'staff';
}

/** The rule of `people` for whoever calls; the table and its reasons stand there. */
export function holds(permission: Permission): (caller: Caller) => boolean {
  return (caller) => caller.kind === 'staff' && may(caller.roles, permission);
}

export const canReadTickets = holds('tickets');
export const canMoveTickets = holds('move');
export const canTalk = holds('talk');
export const canReveal = holds('reveal');
/** The bytes as received may show who took the picture, and where: they are opened like a sealed name. */
export const canOpenOriginals = holds('reveal');
export const canExchangeTickets = holds('exchange');
export const canSeeParked = holds('parked');
export const canInvite = holds('invitations');
export const canReadPoints = holds('points');
export const canKeepPoints = holds('keepPoints');
export const canKeepUnits = holds('keep_units');
export const canEditDuty = holds('duty');
export const canManageAccounts = holds('accounts');
export const isOfBureau = holds('bureau');
export const canReadKnowledge = holds('bureau');
export const canEditKnowledge = holds('knowledge');
export const canReadProfile = holds('profile');
export const canEditProfile = holds('edit_profile');
export const canReadProblems = holds('problems');
export const canReadCampaigns = holds('campaigns');
export const canRunCampaigns = holds('run_campaigns');
export const canGiveOpinions = holds('opinions');
export const canReadSorting = holds('sorting');
export const canChooseSorting = holds('choose_sorting');
export const canEditCalendar = holds('calendar');
export const canTryRules = holds('try_rules');
export const canSeeChannels = holds('channels');
export const canRunWechaty = holds('wechaty');
export const canDecideReplies = holds('decide_replies');
/** Whoever answers for a unit that is named in the account; without one there is nothing to see. */
export const isOfficerOfUnit = (caller: Caller): boolean =>
  caller.kind === 'staff' && caller.unitId !== undefined && holds('unit')(caller);

/** Whoever stays anonymous is revealed to nobody, also where an earlier matter left a name with the same person. */
export function hasRevealableReporter(
  ticket: Ticket,
): ticket is Ticket & { readonly personId: string } {
  return ticket.personId !== undefined && ticket.openness !== 'anonymous';
}
