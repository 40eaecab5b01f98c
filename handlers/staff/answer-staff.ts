import type { AnswerStaff, StaffAnswer, StaffSaid } from '../../bot/index.ts';
import type { Account } from '../../people/index.ts';
import { mayAct, type Ticket } from '../../tickets/index.ts';
import { readCardKey, type CardAct } from './card-keys.ts';
import { linkMember } from './link-member.ts';
import { cardReasons } from './make-card.ts';
import type { AnswerStaffPorts } from './ports.ts';

/**
 * What members of staff press and say in WeCom, under the rights of their account and by the use-cases of the
 * console. A second press, an old card and a ticket that moved on are each answered plainly.
 */
export function createAnswerStaff(ports: AnswerStaffPorts): AnswerStaff {
  const { accounts, say } = ports;
  return async function answerStaff(userId, said) {
    if (said.kind === 'text') return linkMember(userId, said.text, ports);
    const act = readCardKey(said.key);
    if (act === undefined) return undefined;
    const account = await accounts.findByWecomUserId(userId);
    if (account === undefined || account.disabledAt !== undefined)
      return { text: say('not_linked') };
    if (act === 'unreadable') return { text: say('unknown'), label: say('over') };
    return act.kind === 'step'
      ? takeStep(account, act, said, ports)
      : answerAlarm(account, act, ports);
  };
}

async function answerAlarm(
  account: Account,
  act: Extract<CardAct, { kind: 'take' | 'pass' }>,
  ports: AnswerStaffPorts,
): Promise<StaffAnswer> {
  const { alarms, say } = ports;
  if (!mayAct('reply', account.roles)) return { text: say('no_right_to_take') };
  if (act.kind === 'take' && (await isKeptOutOf(account, act.alarmId, ports))) {
    return { text: say('unknown'), label: say('over') };
  }
  await record(account, `duty.${act.kind}`, act.alarmId, ports);
  const by = { accountId: account.id, name: account.name };
  const answer =
    act.kind === 'take'
      ? await alarms.take(act.alarmId, by)
      : await alarms.pass(act.alarmId, account.id, act.call);
  if (answer.kind === 'unknown') return { text: say('unknown'), label: say('over') };
  const { number, ticketId, takenBy } = answer.alarm;
  if (answer.kind === 'again')
    return { text: say('passed_before', { number }), label: say('over') };
  if (answer.kind === 'done' && act.kind === 'pass') {
    return { text: say('passed', { number }), label: say('passed_label') };
  }
  if (answer.kind === 'done') await assignTo(account, ticketId, ports);
  if (takenBy === undefined) return { text: say('ended', { number }), label: say('over') };
  if (takenBy.accountId !== account.id) {
    return { text: say('taken_by', { number, name: takenBy.name }), label: say('over') };
  }
  return { text: say('taken', { number }), label: say('taken_label') };
}

/** Somebody who was called may keep out of the matter since: the next one is called all the same. */
async function isKeptOutOf(
  account: Account,
  alarmId: string,
  { alarms, tickets, isKeptOut }: AnswerStaffPorts,
): Promise<boolean> {
  const alarm = await alarms.find(alarmId);
  const ticket = alarm && (await tickets.find(alarm.ticketId));
  return ticket !== undefined && isKeptOut(account, ticket);
}

/** Whoever takes a call also gets the ticket, as far as its state and their roles allow that. */
export async function assignTo(
  { id, name, roles }: Account,
  ticketId: string,
  { stepTicket }: Pick<AnswerStaffPorts, 'stepTicket'>,
): Promise<void> {
  const by = { kind: 'staff', accountId: id, name } as const;
  const request = { numberOrId: ticketId, by, roles, action: 'assign' } as const;
  await stepTicket(request).catch((error: unknown) => {
    if (readTicketCode(error) === undefined) throw error;
  });
}

async function takeStep(
  account: Account,
  act: Extract<CardAct, { kind: 'step' }>,
  said: Extract<StaffSaid, { kind: 'card' }>,
  ports: AnswerStaffPorts,
): Promise<StaffAnswer> {
  const { say, tickets } = ports;
  const { ticketId, version } = act;
  const ticket = await tickets.find(ticketId);
  if (ticket === undefined || ports.isKeptOut(account, ticket)) {
    return { text: say('unknown'), label: say('over') };
  }
  const action = say(act.action);
  const values = { number: ticket.number, action };
  const key = `card-${act.callId}-${account.id}`;
  if (ticket.history.some((step) => step.key === key)) {
    return { text: say('again', values), label: say('over') };
  }
  await record(account, `ticket.card.${act.action}`, ticketId, ports);
  const by = { kind: 'staff', accountId: account.id, name: account.name } as const;
  const reasonId = cardReasons.find((known) => known === said.reasonId) ?? 'other';
  const reason = say(`reason.${reasonId}`);
  const { roles } = account;
  try {
    await ports.stepTicket({
      numberOrId: ticketId,
      by,
      roles,
      version,
      action: act.action,
      reason,
      key,
    });
    return { text: say('done', values), label: say('done_label', { action }) };
  } catch (error) {
    return explain(readTicketCode(error), error, ticket, action, say);
  }
}

function explain(
  code: string | undefined,
  error: unknown,
  { number, status }: Ticket,
  action: string,
  say: AnswerStaffPorts['say'],
): StaffAnswer {
  if (code === 'ticket_not_permitted') return { text: say('no_right', { number, action }) };
  if (code === undefined) throw error;
  return { text: say('moved_on', { number, status }), label: say('over') };
}

function readTicketCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' && code.startsWith('ticket_') ? code : undefined;
}

async function record(
  { id }: Account,
  action: string,
  object: string,
  { audit, now }: AnswerStaffPorts,
): Promise<void> {
  await audit.record({ at: now(), accountId: id, action, object });
}
