import type { OfficeHours, StaffCall, StaffCallStore } from '../../bot/index.ts';
import {
  addDays,
  listStandingSteps,
  toDayStart,
  type ExpertAsk,
  type Step,
  type Ticket,
} from '../../tickets/index.ts';

type Ports = {
  readonly calls: Pick<StaffCallStore, 'insert'>;
  readonly hours: OfficeHours;
  /** A card waits for the undo window. */
  readonly undoMs: number;
};

const toAskedId = (ticketId: string, seq: number): string => `opinion-${ticketId}-${seq}`;

/** Whether a card to an expert has nothing left to say: the question was answered, taken back or sealed. */
export function isOpinionOver(
  { id, purpose, accountId }: Pick<StaffCall, 'id' | 'purpose' | 'accountId'>,
  { id: ticketId, expertAsks = [] }: Pick<Ticket, 'id' | 'expertAsks'>,
): boolean {
  if (purpose === 'opinion_given') return false;
  return !expertAsks.some(
    ({ seq, expertId, opinion }) =>
      opinion === undefined &&
      expertId === accountId &&
      (id === toAskedId(ticketId, seq) || id === `${toAskedId(ticketId, seq)}-due`),
  );
}

/**
 * 法治巡察员: a card to who is asked, another before the question's day, and one to who asked once the opinion is in;
 * all in office hours. By key, so that it may be repeated.
 */
export function createCallForOpinions({ calls, hours, undoMs }: Ports) {
  async function callExpert({ id: ticketId, number }: Ticket, ask: ExpertAsk): Promise<void> {
    const { seq, expertId: accountId, askedAt: createdAt } = ask;
    const id = toAskedId(ticketId, seq);
    const about = { accountId, ticketId, number, createdAt };
    const dueAt = hours.nextOpening(new Date(createdAt.getTime() + undoMs));
    const remindAt = toReminder(ask, hours);
    await calls.insert([
      { ...about, id, purpose: 'opinion_asked', dueAt },
      ...(remindAt !== undefined && remindAt > dueAt
        ? [{ ...about, id: `${id}-due`, purpose: 'opinion_due' as const, dueAt: remindAt }]
        : []),
    ]);
  }

  async function callAsker(ticket: Ticket, { seq, at, values }: Step): Promise<void> {
    const asked = ticket.history.find((step) => String(step.seq) === values?.['asked']);
    if (asked?.action !== 'ask_expert' || asked.by.kind !== 'staff') return;
    const { id: ticketId, number } = ticket;
    const dueAt = hours.nextOpening(new Date(at.getTime() + undoMs));
    const { accountId } = asked.by;
    const call = { accountId, purpose: 'opinion_given', ticketId, number } as const;
    await calls.insert([{ ...call, id: toAskedId(ticketId, seq), dueAt, createdAt: at }]);
  }

  return async function callForOpinions(ticket: Ticket): Promise<void> {
    const { pendingFrom = Infinity, history, expertAsks = [] } = ticket;
    for (const step of listStandingSteps(history)) {
      if (step.seq < pendingFrom) continue;
      const ask = expertAsks.find(({ seq }) => seq === step.seq);
      if (ask !== undefined) await callExpert(ticket, ask);
      if (step.action === 'give_opinion') await callAsker(ticket, step);
    }
  };
}

/** The opening of the last working day before the one that was named. */
function toReminder({ answerBy }: ExpertAsk, hours: OfficeHours): Date | undefined {
  if (answerBy === undefined) return undefined;
  let day = addDays(answerBy, -1);
  while (hours.nextOpening(toDayStart(day)) >= toDayStart(addDays(day, 1))) day = addDays(day, -1);
  return hours.nextOpening(toDayStart(day));
}
