import { listStandingSteps } from '../course.ts';
import type { Step, Ticket } from '../ticket.ts';

/** A notice that puts the words that stand before the reporter. */
export type ContactQuestion = {
  /** The notice's key in the outbox. */
  readonly noticeId: string;
  /** Before then staff may still take it back. */
  readonly tellAt: Date;
};

/** The number of the step that asked in the words that stand; undefined while nobody asked. */
export function findContactQuestion({ history }: Pick<Ticket, 'history'>): number | undefined {
  return listAskingSteps(history)[0]?.seq;
}

/** The question in the words that stand, with its reminders, as they were told; the oldest first. */
export function listContactQuestions({
  id,
  history,
}: Pick<Ticket, 'id' | 'history'>): readonly ContactQuestion[] {
  return listAskingSteps(history).flatMap(({ seq, told }) =>
    told.kind === 'told'
      ? [{ noticeId: `${id}-${seq}-${told.personId}`, tellAt: told.tellAt }]
      : [],
  );
}

/** Reminders repeat the words of the question before them. */
function listAskingSteps(history: readonly Step[]): readonly Step[] {
  const steps = listStandingSteps(history);
  const from = steps.findLastIndex(({ action }) => action === 'ask_contact');
  return from < 0 ? [] : steps.slice(from).filter(({ action }) => isAsking.has(action));
}

const isAsking: ReadonlySet<Step['action']> = new Set(['ask_contact', 'remind_contact']);
