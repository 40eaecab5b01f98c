import type { StaffCall, StaffCard } from '../duty/index.ts';

/** What lights the screen: the number and 「有新进展」; a tap leads the expert to their questions, the asker to the ticket. */
export function toOpinionCard({ number, purpose }: StaffCall, publicUrl: string): StaffCard {
  const page = purpose === 'opinion_given' ? `tickets/${number}` : 'opinions';
  return { number, buttons: [], link: `${publicUrl}/admin/${page}` };
}

/** Whether a card is about an expert's opinion. */
export function isOfOpinion({ purpose }: StaffCall): boolean {
  return purpose.startsWith('opinion_');
}
