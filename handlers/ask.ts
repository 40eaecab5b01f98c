import type { Answer, Question } from '../knowledge/index.ts';
import type { Heard } from './hear.ts';
import { isEnrolled } from './join.ts';
import { toDay } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';

/** What is known to a text, for this person and on this day. */
export type Ask = (heard: Heard, text: string, how?: HowToAsk) => Promise<Answer>;

type HowToAsk = Pick<Question, 'wordsAlone'>;

/** Specialists see what is published for them besides what everybody sees. */
export function createAsk({ knowledge, people }: Pick<HandlerPorts, 'knowledge' | 'people'>): Ask {
  return async function ask({ personId, at }, text, how) {
    const enrolment = await people.findEnrolment(personId);
    const audience = isEnrolled(enrolment, at) ? 'specialists' : 'public';
    return knowledge.ask({ text, audience, today: toDay(at), ...how });
  };
}
