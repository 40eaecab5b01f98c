import { createCallUnits, isUnitCallOver } from '../../handlers/index.ts';
import type { Account } from '../../people/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import type { StaffCall, StaffCard } from '../duty/index.ts';
import type { House } from './house.ts';
import { openOfficeHours } from './office-hours.ts';

/** Cards to the officers of a unit, of what was served on it and of its limits. */
export function openCallUnits(house: House) {
  const documents = openDocumentStore(house);
  return createCallUnits({
    calls: mongo.createStaffCallStore(house.database),
    findDocument: documents.find,
    listDocuments: documents.listForTicket,
    findTicket: house.tickets.find,
    listAccounts: house.accounts.list,
    hours: openOfficeHours(house),
  });
}

/** Whether what a card to an officer is about has passed, or is their unit's no more. */
export function openIsUnitCallOver(house: House) {
  const documents = openDocumentStore(house);
  return async function isOver(call: StaffCall, { unitId }: Account): Promise<boolean> {
    const document = await documents.find(call.ticketId);
    return document === undefined || isUnitCallOver(call, document, unitId);
  };
}

/** Whether a card is to an officer of a unit. */
export function isOfUnitCall({ purpose }: StaffCall): boolean {
  return purpose === 'served' || purpose === 'unit_limit';
}

/** What lights the officer's screen: the number and 「有新进展」; a tap leads to the unit's own pages. */
export function toUnitCard({ number }: StaffCall, publicUrl: string): StaffCard {
  return { number, buttons: [], link: `${publicUrl}/admin/unit` };
}

const openDocumentStore = ({ database, secrets }: House) =>
  mongo.createDocumentStore(database, secrets.digests);
