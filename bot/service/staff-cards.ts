import { isKeptOut } from '../../admin/index.ts';
import { isOpinionOver, makeCard } from '../../handlers/index.ts';
import { isOfUnit, type Account } from '../../people/index.ts';
import { isEnded, type Ticket, type TicketPorts } from '../../tickets/index.ts';
import type { Alarm, CardOutcome, SendStaffCard, StaffCall, StaffCard } from '../duty/index.ts';
import { openIsAnswered, toAlertCard } from './alert-cards.ts';
import { toCardOutcome } from './card-outcome.ts';
import type { House } from './house.ts';
import { isOfOpinion, toOpinionCard } from './opinion-cards.ts';
import { isOfUnitCall, openIsUnitCallOver, toUnitCard } from './unit-cards.ts';

type Ports = {
  readonly ticketing: Pick<TicketPorts, 'procedures' | 'store'>;
  readonly findAlarm: (id: string) => Promise<Alarm | undefined>;
  /** Absent where WeCom is not configured; asked at each send, for the channel is opened later. */
  readonly findSendCard: () => SendStaffCard | undefined;
  readonly say: (key: string) => string;
};

/** Brings a card to an account that may still have it, while what it is about has not passed. */
export function openSendCard(house: House, { ticketing, findAlarm, findSendCard, say }: Ports) {
  const { accounts, units, config } = house;
  const isAnswered = openIsAnswered(house);
  const isUnitCallOver = openIsUnitCallOver(house);

  return async function sendCard(call: StaffCall): Promise<CardOutcome> {
    const account = await accounts.find(call.accountId);
    if (account === undefined || account.disabledAt !== undefined) return { kind: 'void' };
    const toOwn = isOfUnitCall(call) ? toOfficersCard : toStaffCard;
    const card = await toOwn(account, call);
    return card === undefined ? { kind: 'void' } : bring(account, card, call);
  };

  /** To an officer who is one still. */
  async function toOfficersCard(account: Account, call: StaffCall): Promise<StaffCard | undefined> {
    if (!isOfUnit(account.roles) || (await isUnitCallOver(call, account))) return undefined;
    return toUnitCard(call, config.publicUrl);
  }

  async function toStaffCard(account: Account, call: StaffCall): Promise<StaffCard | undefined> {
    const ticket = await ticketing.store.find(call.ticketId);
    if (ticket === undefined) return undefined;
    // Nobody of a unit hears of a ticket, whoever named them its owner.
    if (isOfUnit(account.roles) || isKeptOut(account, ticket, units.all())) return undefined;
    if (await isOver(call, ticket)) return undefined;
    if (call.purpose === 'missed') return toAlertCard(call, config.publicUrl);
    if (isOfOpinion(call)) return toOpinionCard(call, config.publicUrl);
    const { procedures } = ticketing;
    return makeCard(call, ticket, account.roles, { say, procedures });
  }

  async function isOver(call: StaffCall, ticket: Ticket): Promise<boolean> {
    if (call.purpose === 'urged') return isEnded(ticket.status);
    if (call.purpose === 'missed') return isEnded(ticket.status) || isAnswered(call);
    if (isOfOpinion(call)) return isOpinionOver(call, ticket);
    if (call.alarmId === undefined) {
      return ticket.assigneeId !== call.accountId || isEnded(ticket.status);
    }
    return (await findAlarm(call.alarmId))?.state !== 'open';
  }

  async function bring(
    { wecomUserId }: Account,
    card: StaffCard,
    { id }: StaffCall,
  ): Promise<CardOutcome> {
    const send = findSendCard();
    if (send === undefined || wecomUserId === undefined) return { kind: 'no_way' };
    try {
      await send(wecomUserId, card, id);
      return { kind: 'sent' };
    } catch (error) {
      return toCardOutcome(error);
    }
  }
}
