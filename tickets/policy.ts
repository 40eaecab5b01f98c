import type { Procedure } from './procedure.ts';
import { listOpenActions } from './transition.ts';
import type { Ticket, TicketAction } from './ticket.ts';

const desk = ['intake_clerk', 'duty_officer', 'handler', 'section_head'] as const;
const leads = ['handler', 'section_head'] as const;

/** Which roles may do which action. `reporter` and `system` stand for the actors that are not staff. */
export const actionRoles: Readonly<Record<TicketAction, readonly string[]>> = {
  accept: ['intake_clerk', 'duty_officer', 'section_head'],
  refuse: ['intake_clerk', 'duty_officer', 'section_head'],
  analyse: leads,
  verify: [...leads, 'township_liaison'],
  supervise: [...leads, 'approver'],
  rectify: [...leads, 'approver'],
  check: leads,
  close: [...leads, 'approver', 'intake_clerk'],
  send_back: [...leads, 'approver'],
  find_unfounded: [...leads, 'approver'],
  transfer: [...desk, 'township_liaison'],
  mediate: leads,
  withdraw: ['reporter', ...desk],
  merge: ['intake_clerk', ...leads],
  split: ['intake_clerk', ...leads],
  assign: ['intake_clerk', 'duty_officer', 'section_head'],
  ask_extension: [...leads, 'township_liaison'],
  grant_extension: ['section_head', 'approver'],
  refuse_extension: ['section_head', 'approver'],
  ask_contact: leads,
  remind_contact: [],
  choose_contact: ['reporter', ...desk],
  name_check: leads,
  plead_life: [...desk, 'township_liaison'],
  grant_life: ['approver'],
  set_apart: ['section_head', 'approver'],
  seal: [],
  unseal: [],
  open_escrow: [],
  // The system's alone, after a calendar was imported.
  recount: [],
  work_on_problem: [...leads, 'approver', 'township_liaison', 'agency_officer'],
  sort: [...desk, 'township_liaison'],
  name_respondent: [...desk, 'township_liaison'],
  answer: [...desk, 'legal_reviewer', 'township_liaison'],
  reply: [...desk, 'township_liaison'],
  ask: [...desk, 'township_liaison'],
  pause: leads,
  resume: leads,
  undo: [...desk, 'approver', 'legal_reviewer', 'township_liaison'],
  supplement: ['reporter', ...desk, 'township_liaison'],
  urge: ['reporter', ...desk],
  rate: ['reporter', 'intake_clerk', 'duty_officer'],
  raise_urgent: desk,
  clear_urgent: desk,
  flag_retaliation: desk,
  hand_back: [...desk, 'legal_reviewer', 'township_liaison'],
  name_partners: [...leads, 'approver'],
  ask_conference: [...leads, 'approver'],
  settle_conference: [...leads, 'approver'],
  ask_expert: [...leads, 'approver'],
  give_opinion: ['expert'],
  join_campaign: [...leads, 'approver'],
  leave_campaign: [...leads, 'approver'],
};

/** Whether one of the roles may do the action at all. */
export function mayAct(action: TicketAction, roles: readonly string[]): boolean {
  return actionRoles[action].some((role) => roles.includes(role));
}

/** What the ticket's state and the roles allow together: what a screen shows, and no others. Without `undo`: see canUndo. */
export function listAllowedActions(
  ticket: Ticket,
  procedure: Procedure,
  roles: readonly string[],
): readonly TicketAction[] {
  return listOpenActions(ticket, procedure).filter((action) => mayAct(action, roles));
}
