import { canHave } from '../../admin/index.ts';
import { createCallForAlert, readAlertId } from '../../handlers/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import type { Alert } from '../../tickets/index.ts';
import type { StaffCall, StaffCard } from '../duty/index.ts';
import type { House } from './house.ts';
import { openOfficeHours } from './office-hours.ts';
import { openCallUnits } from './unit-cards.ts';

/** Cards to those on whom a missed limit is urged, and to the officers of the unit whose limit it is. */
export function openCallForAlert(house: House) {
  const { database, accounts, tickets, units } = house;
  const callForAlert = createCallForAlert({
    calls: mongo.createStaffCallStore(database),
    findTicket: tickets.find,
    listAccounts: accounts.list,
    canHave: (account, ticket) => canHave(account, ticket, units.all()),
    hours: openOfficeHours(house),
  });
  const { callForLimit } = openCallUnits(house);
  return async function callForEach(alert: Alert): Promise<void> {
    await callForAlert(alert);
    await callForLimit(alert);
  };
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
