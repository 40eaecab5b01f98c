import { dutyTopic, isKeptOut } from '../../admin/index.ts';
import {
  createAnswerStaff,
  createCallForSteps,
  createOpenUrgeTask,
  makeCard,
} from '../../handlers/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { isOfUnit, type Account } from '../../people/index.ts';
import {
  isEnded,
  isUrgent,
  type Ticket,
  type TicketPorts,
  type Tickets,
} from '../../tickets/index.ts';
import {
  createAlarms,
  createSendStaffCalls,
  type Alarm,
  type CardOutcome,
  type SendStaffCard,
  type StaffCall,
  type StaffCard,
} from '../duty/index.ts';
import type { OfficeHours, StaffTask, TaskStore } from '../reach/index.ts';
import { openIsAnswered, toAlertCard } from './alert-cards.ts';
import { toCardOutcome } from './card-outcome.ts';
import { createListFit, openRoster } from './duty-roster.ts';
import type { House } from './house.ts';
import { createPhoneTasks } from './phone-tasks.ts';
import { toUnitCard } from './unit-cards.ts';
import { createSweepUrgeTasks } from './urge-tasks.ts';

type DutyPorts = {
  readonly ticketing: TicketPorts;
  readonly acts: Tickets;
  readonly hours: OfficeHours;
  readonly tasks: TaskStore;
  /** Absent where WeCom is not configured; asked at each send, for the channel is opened later. */
  readonly findSendCard: () => SendStaffCard | undefined;
};

/** Officers on duty, the chain that calls them, and cards to staff. */
export function openDuty(house: House, ports: DutyPorts) {
  const { database, secrets, accounts, units, now, onError, translate, news, config } = house;
  const { ticketing, acts, tasks } = ports;
  const isAnswered = openIsAnswered(house);
  const alarmStore = mongo.createAlarmStore(database);
  const calls = mongo.createStaffCallStore(database);
  const roster = mongo.createDutyStore(database, secrets);
  const say = (key: string, values?: Readonly<Record<string, string>>) =>
    translate(`card.staff.${key}`, 'zh-CN', values);

  const { readShifts, listOfficers } = openRoster({ accounts, roster });
  const findTicket = ticketing.store.find;
  const listFitOfficers = createListFit({ accounts, units, findTicket, listOfficers });

  async function isWanted({ ticketId, cause }: Alarm): Promise<boolean> {
    const ticket = await ticketing.store.find(ticketId);
    if (ticket === undefined) return false;
    return cause === 'urgent' ? isUrgent(ticket) : !isEnded(ticket.status);
  }

  const alarms = createAlarms({
    alarms: alarmStore,
    calls,
    listOnDuty: listFitOfficers,
    isWanted,
    now,
    announce: () => news.announce(dutyTopic),
    onError,
  });

  async function sendCard(call: StaffCall): Promise<CardOutcome> {
    if (call.purpose === 'served') return sendUnitCard(call);
    const [account, ticket] = await Promise.all([
      accounts.find(call.accountId),
      ticketing.store.find(call.ticketId),
    ]);
    if (account === undefined || ticket === undefined) return { kind: 'void' };
    // Nobody of a unit hears of a ticket, whoever named them its owner.
    if (isOfUnit(account.roles) || isKeptOut(account, ticket, units.all())) return { kind: 'void' };
    if (await isOver(call, ticket)) return { kind: 'void' };
    if (call.purpose === 'missed') return bring(account, toAlertCard(call, config.publicUrl), call);
    const { procedures } = ticketing;
    const card = makeCard(call, ticket, account.roles, { say, procedures });
    return card === undefined ? { kind: 'void' } : bring(account, card, call);
  }

  /** To an officer who is one still. */
  async function sendUnitCard(call: StaffCall): Promise<CardOutcome> {
    const account = await accounts.find(call.accountId);
    if (account === undefined || account.disabledAt !== undefined || !isOfUnit(account.roles)) {
      return { kind: 'void' };
    }
    return bring(account, toUnitCard(call, config.publicUrl), call);
  }

  async function bring(
    { wecomUserId }: Account,
    card: StaffCard,
    { id }: StaffCall,
  ): Promise<CardOutcome> {
    const send = ports.findSendCard();
    if (send === undefined || wecomUserId === undefined) return { kind: 'no_way' };
    try {
      await send(wecomUserId, card, id);
      return { kind: 'sent' };
    } catch (error) {
      return toCardOutcome(error);
    }
  }

  async function isOver(call: StaffCall, ticket: Ticket): Promise<boolean> {
    if (call.purpose === 'urged') return isEnded(ticket.status);
    if (call.purpose === 'missed') return isEnded(ticket.status) || isAnswered(call);
    if (call.alarmId === undefined) {
      return ticket.assigneeId !== call.accountId || isEnded(ticket.status);
    }
    return (await alarmStore.find(call.alarmId))?.state !== 'open';
  }

  const phoneTasks = createPhoneTasks({
    tasks,
    findAlarm: alarmStore.find,
    announce: () => news.announce(dutyTopic),
    now,
  });
  const sendCalls = createSendStaffCalls({
    calls,
    sendCard,
    onUnreached: phoneTasks.open,
    now,
    onError,
  });
  const callForSteps = createCallForSteps({
    alarms,
    calls,
    hours: ports.hours,
    undoMs: ticketing.undoMs,
    now,
  });
  const openUrgeTask = createOpenUrgeTask({ tasks, now });
  const sweepUrges = createSweepUrgeTasks({
    tasks,
    tickets: ticketing.store,
    climb: writeToHeads,
    now,
  });

  /** A card to every section head; the console shows the task as overdue to all. */
  async function writeToHeads({ id, ticketId = '' }: StaffTask): Promise<void> {
    const ticket = await ticketing.store.find(ticketId);
    if (ticket === undefined) return;
    const heads = (await accounts.list()).filter(
      ({ roles, disabledAt }) => disabledAt === undefined && roles.includes('section_head'),
    );
    const at = now();
    const { number } = ticket;
    const call = {
      purpose: 'urged',
      ticketId,
      number,
      dueAt: ports.hours.nextOpening(at),
    } as const;
    await calls.insert(
      heads.map((head) => ({ ...call, id: `${id}-${head.id}`, accountId: head.id, createdAt: at })),
    );
  }
  const take = async (id: string, by: Pick<Account, 'id' | 'name'>) => {
    const answer = await alarms.take(id, { accountId: by.id, name: by.name });
    if (answer.kind !== 'unknown') {
      await phoneTasks.closeOf(answer.alarm.ticketId);
    }
    return answer;
  };

  return {
    /** What the relay owes to staff for a ticket's new steps. */
    callForSteps: async (ticket: Ticket): Promise<void> => {
      await callForSteps(ticket);
      await openUrgeTask(ticket);
    },
    sweep: async (): Promise<void> => {
      await alarms.sweep();
      await sendCalls();
    },
    /** Closes and lets climb what is done or overdue. */
    sweepTasks: async (): Promise<void> => {
      await phoneTasks.sweep();
      await sweepUrges();
    },
    answerStaff: createAnswerStaff({
      accounts,
      alarms: {
        ...alarms,
        find: alarmStore.find,
        take: (id, by) => take(id, { id: by.accountId, name: by.name }),
      },
      tickets: ticketing.store,
      isKeptOut: (account, ticket) => isKeptOut(account, ticket, units.all()),
      stepTicket: acts.stepTicket,
      audit: house.audit,
      hashCode: secrets.codes.hashInvitationCode,
      say,
      now,
    }),
    desk: {
      roster,
      listOnDuty: readShifts,
      take: (id: string, by: { readonly accountId: string; readonly name: string }) =>
        take(id, { id: by.accountId, name: by.name }),
      listOpen: alarms.listOpen,
      listForTicket: alarms.listForTicket,
      listCalls: calls.listForTicket,
    },
  };
}
