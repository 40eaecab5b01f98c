import type { Outcome } from '../../bot/index.ts';
import { conclude } from '../conclude.ts';
import { dropPending, type DialogueState } from '../dialogue.ts';
import type { Heard } from '../hear.ts';
import { isEnrolled } from '../join.ts';
import type { HandlerPorts } from '../ports.ts';
import { offer } from '../quick-reply.ts';

/** Whoever is no specialist, or is one no longer, is told kindly; a list that is open stays. */
export async function refuseOthers(
  heard: Heard,
  { people }: Pick<HandlerPorts, 'people'>,
): Promise<Outcome<DialogueState> | undefined> {
  const enrolment = await people.findEnrolment(heard.personId);
  if (isEnrolled(enrolment, heard.at)) return undefined;
  const key = `conversation.join.${enrolment === undefined ? 'needed' : 'ended'}`;
  return conclude(heard, {
    replies: [{ key, options: [offer('complain')] }],
    state: { ...dropPending(heard.state), pending: { kind: 'invitation' } },
  });
}
