import type { StaffCall, StaffCard } from '../../bot/index.ts';
import {
  findProcedure,
  listAllowedActions,
  type Procedure,
  type Ticket,
  type TicketAction,
} from '../../tickets/index.ts';
import { toCardKey } from './card-keys.ts';

/** What an owner may do from a card; each as the ticket and their roles allow it. */
const onCard = ['accept', 'transfer', 'hand_back'] as const satisfies readonly TicketAction[];

/** Reasons for moves that need one; the ticket's history holds their words. */
export const cardReasons = ['competence', 'wrong_person', 'away', 'other'] as const;

type Words = {
  /** A text of the card's own, by the last part of its key. */
  readonly say: (key: string) => string;
  readonly procedures: readonly Procedure[];
};

/** The card for a call; undefined when the ticket allows nothing any more. */
export function makeCard(
  call: StaffCall,
  ticket: Ticket,
  roles: readonly string[],
  { say, procedures }: Words,
): StaffCard | undefined {
  const { number, alarmId } = call;
  if (alarmId !== undefined) {
    const index = Number(call.id.split('-c').at(-1));
    return {
      number,
      buttons: [
        { label: say('take'), key: toCardKey({ kind: 'take', alarmId }) },
        { label: say('pass'), key: toCardKey({ kind: 'pass', alarmId, call: index }) },
      ],
    };
  }
  const allowed = listAllowedActions(ticket, findProcedure(procedures, ticket), roles);
  const buttons = onCard
    .filter((action) => allowed.includes(action))
    .map((action) => ({ label: say(action), key: toStepKey(action, ticket, call) }));
  if (buttons.length === 0) return undefined;
  return {
    number,
    buttons,
    reasons: cardReasons.map((id) => ({ id, label: say(`reason.${id}`) })),
  };
}

function toStepKey(action: TicketAction, { id, version }: Ticket, call: StaffCall): string {
  return toCardKey({ kind: 'step', action, ticketId: id, version, callId: call.id });
}
