import type { OfficeHours, StaffCall, StaffCallStore } from '../../bot/index.ts';
import type { Account } from '../../people/index.ts';
import {
  isInForce,
  isUrgent,
  toNumberText,
  type Alert,
  type OfficialDocument,
  type Serving,
  type Ticket,
} from '../../tickets/index.ts';

type Ports = {
  readonly calls: Pick<StaffCallStore, 'insert'>;
  readonly findDocument: (id: string) => Promise<OfficialDocument | undefined>;
  readonly listDocuments: (ticketId: string) => Promise<readonly OfficialDocument[]>;
  readonly findTicket: (id: string) => Promise<Ticket | undefined>;
  readonly listAccounts: () => Promise<readonly Account[]>;
  readonly hours: Pick<OfficeHours, 'nextOpening'>;
};

type About = {
  readonly key: string;
  readonly purpose: 'served' | 'unit_limit';
  readonly at: Date;
};

/** The serving by which a paper was put before a unit. */
function findServingTo(
  { servings }: Pick<OfficialDocument, 'servings'>,
  unitId: string | undefined,
): Serving | undefined {
  return servings.findLast(({ to }) => to.kind === 'unit' && to.unitId === unitId);
}

/** Whether a card to an officer has nothing left to say: their unit has the paper no more, or answered it. */
export function isUnitCallOver(
  { purpose }: Pick<StaffCall, 'purpose'>,
  document: OfficialDocument,
  unitId: string | undefined,
): boolean {
  const serving = findServingTo(document, unitId);
  if (serving === undefined || !isInForce(document)) return true;
  return purpose === 'unit_limit' && serving.answeredAt !== undefined;
}

/**
 * Cards to the officers of a unit, of a paper and of its limit. They hold the paper's number, never the ticket's, and
 * wait for office hours unless the matter is urgent. By key, so that it may be repeated.
 */
export function createCallUnits(ports: Ports) {
  async function call(document: OfficialDocument, unitId: string, about: About): Promise<void> {
    const { key, purpose, at } = about;
    const ticket =
      document.ticketId === undefined ? undefined : await ports.findTicket(document.ticketId);
    const isAtOnce = ticket !== undefined && isUrgent(ticket);
    const dueAt = isAtOnce ? at : ports.hours.nextOpening(at);
    const number = toNumberText(document) ?? '';
    const officers = (await ports.listAccounts()).filter((account) => isOfficer(account, unitId));
    await ports.calls.insert(
      officers.map(({ id: accountId }) => ({
        id: `${key}-${accountId}`,
        accountId,
        purpose,
        ticketId: document.id,
        number,
        dueAt,
        createdAt: at,
      })),
    );
  }

  /** A paper was put before the unit. */
  async function callForServing(
    document: OfficialDocument,
    { id: key, servedAt: at }: Serving & { readonly servedAt: Date },
    unitId: string,
  ): Promise<void> {
    await call(document, unitId, { key, purpose: 'served', at });
  }

  /** A unit's limit nears or has passed; a limit that is not a unit's calls nobody. */
  async function callForLimit({ id, deadlineId, ticketId, firedAt }: Alert): Promise<void> {
    const own = await ports.findDocument(ticketId);
    for (const document of own === undefined ? await ports.listDocuments(ticketId) : [own]) {
      for (const { to } of document.servings) {
        if (to.kind !== 'unit' || deadlineId !== `${document.id}-${to.unitId}`) continue;
        const about = { key: `unit-${id}`, purpose: 'unit_limit', at: firedAt } as const;
        await call(document, to.unitId, about);
      }
    }
  }

  return { callForServing, callForLimit };
}

function isOfficer({ unitId, disabledAt, roles }: Account, ofUnit: string): boolean {
  return unitId === ofUnit && disabledAt === undefined && roles.includes('agency_officer');
}
