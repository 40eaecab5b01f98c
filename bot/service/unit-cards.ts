import { toNumberText, type OfficialDocument, type Serving } from '../../tickets/index.ts';
import { createStaffCallStore } from '../../platform/mongo/index.ts';
import type { StaffCall, StaffCard } from '../duty/index.ts';
import type { House } from './house.ts';

/** A card for each officer of the unit: the document's number, and nothing of the ticket behind it. By key. */
export function openTellUnit({ accounts, database, now }: House) {
  const calls = createStaffCallStore(database);
  return async function tellUnit(
    document: OfficialDocument,
    serving: Serving,
    unitId: string,
  ): Promise<void> {
    const officers = (await accounts.list()).filter(
      (account) =>
        account.unitId === unitId &&
        account.disabledAt === undefined &&
        account.roles.includes('agency_officer'),
    );
    const at = serving.servedAt ?? now();
    await calls.insert(
      officers.map(({ id: accountId }) => ({
        id: `${serving.id}-${accountId}`,
        accountId,
        purpose: 'served',
        ticketId: document.id,
        number: toNumberText(document) ?? '',
        dueAt: at,
        createdAt: at,
      })),
    );
  };
}

/** What lights the officer's screen: the number and 「有新进展」; a tap leads to the unit's own pages. */
export function toUnitCard({ number }: StaffCall, publicUrl: string): StaffCard {
  return { number, buttons: [], link: `${publicUrl}/admin/unit` };
}
