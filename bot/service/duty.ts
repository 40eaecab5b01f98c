import { dutyTopic, isKeptOut } from '../../admin/index.ts';
import {
  createAnswerStaff,
  createCallForOpinions,
  createCallForSteps,
  createOpenUrgeTask,
} from '../../handlers/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import type { Account } from '../../people/index.ts';
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
  type SendStaffCard,
} from '../duty/index.ts';
import type { OfficeHours, StaffTask, TaskStore } from '../reach/index.ts';
import { createListFit, openRoster } from './duty-roster.ts';
import type { House } from './house.ts';
import { createPhoneTasks } from './phone-tasks.ts';
import { openSendCard } from './staff-cards.ts';
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
  const { database, secrets, accounts, units, now, onError, translate, news } = house;
  const { ticketing, acts, tasks } = ports;
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

  const sendCard = openSendCard(house, {
    ticketing,
    findAlarm: alarmStore.find,
    findSendCard: ports.findSendCard,
    say,
  });
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
  const callForOpinions = createCallForOpinions({
    calls,
    hours: ports.hours,
    undoMs: ticketing.undoMs,
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
      await callForOpinions(ticket);
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
