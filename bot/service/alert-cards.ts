import { canHave } from '../../admin/index.ts';
import { createCallForAlert, readAlertId } from '../../handlers/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { isWorkingDay, toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import type { StaffCall, StaffCard } from '../duty/index.ts';
import { createOfficeHours } from '../reach/index.ts';
import type { House } from './house.ts';

/** Cards to those on whom a missed limit is urged. */
export function openCallForAlert({ database, accounts, tickets, units, calendar }: House) {
  return createCallForAlert({
    calls: mongo.createStaffCallStore(database),
    findTicket: tickets.find,
    listAccounts: accounts.list,
    canHave: (account, ticket) => canHave(account, ticket, units.all()),
    hours: createOfficeHours({
      isWorkingDay: (at) => isWorkingDay(toShanghaiDay(at), calendar),
      toDayStart: (at) => toDayStart(toShanghaiDay(at)),
    }),
  });
}

/** Whether the urging that a card is about needs no answer any more. */
export function openIsAnswered({ database }: House) {
  const alerts = mongo.createAlertStore(database);
  return async function isAnswered(call: StaffCall): Promise<boolean> {
    const alert = await alerts.find(readAlertId(call));
    return alert === undefined || alert.answer !== undefined || alert.settledAt !== undefined;
  };
}

/** What lights the screen: the number and 「有新进展」; a tap leads to the page 督办, where it is answered. */
export function toAlertCard({ number }: StaffCall, publicUrl: string): StaffCard {
  return { number, buttons: [], link: `${publicUrl}/admin/alerts` };
}
