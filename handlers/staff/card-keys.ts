import { ticketActions, type TicketAction } from '../../tickets/index.ts';

/** What a button of a staff card does, as its key holds it. Ids and actions hold no colon. */
export type CardAct =
  | { readonly kind: 'take'; readonly alarmId: string }
  | { readonly kind: 'pass'; readonly alarmId: string; readonly call: number }
  | {
      readonly kind: 'step';
      readonly action: TicketAction;
      readonly ticketId: string;
      /** The version that the card was made of. */
      readonly version: number;
      readonly callId: string;
    };

export function toCardKey(act: CardAct): string {
  if (act.kind === 'take') return `staff:take:${act.alarmId}`;
  if (act.kind === 'pass') return `staff:pass:${act.alarmId}:${act.call}`;
  return `staff:step:${act.action}:${act.ticketId}:${act.version}:${act.callId}`;
}

/** `unreadable` for a key that begins like one of staff and is none; undefined for everybody else's buttons. */
export function readCardKey(key: string): CardAct | 'unreadable' | undefined {
  const [head, verb, ...rest] = key.split(':');
  if (head !== 'staff') return undefined;
  const [first = '', second = '', third = '', fourth = ''] = rest;
  if (verb === 'take' && first !== '') return { kind: 'take', alarmId: first };
  if (verb === 'pass' && /^\d+$/.test(second)) {
    return { kind: 'pass', alarmId: first, call: Number(second) };
  }
  const action = ticketActions.find((known) => known === first);
  if (verb !== 'step' || action === undefined || !/^\d+$/.test(third)) return 'unreadable';
  return { kind: 'step', action, ticketId: second, version: Number(third), callId: fourth };
}
