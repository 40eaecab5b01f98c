import { conclude } from './conclude.ts';
import { dropPending } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { Pending } from './pending.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { readPending, type HeardRoute } from './route.ts';

type Ports = Pick<HandlerPorts, 'usage' | 'unanswered' | 'mask' | 'fold'>;
type Answered = Extract<Pending, { kind: 'unanswered' }>;

/** Folded; they mean this only right after an answer. */
const verdicts: ReadonlyMap<string, boolean> = new Map([
  ['有用', true],
  ['有帮助', true],
  ['helpful', true],
  ['没用', false],
  ['没帮助', false],
  ['没有用', false],
  ['not helpful', false],
]);

/** 有用 or 没用 behind an answer; what did not help goes to a person and to the unanswered list. */
export function createAnswerFeedback(ports: Ports): HeardRoute {
  return {
    name: 'answer-feedback',
    plan(heard) {
      const answered = readPending(heard, 'unanswered');
      if (answered?.source === undefined || heard.text === undefined) return undefined;
      const { source } = answered;
      const isHelpful = verdicts.get(ports.fold(heard.text).trim());
      return isHelpful === undefined
        ? undefined
        : () => take(heard, { ...answered, source }, isHelpful, ports);
    },
  };
}

async function take(
  heard: Heard,
  answered: Answered & { readonly source: string },
  isHelpful: boolean,
  { usage, unanswered, mask }: Ports,
) {
  const { personId, at, message, state } = heard;
  const { source, question } = answered;
  await usage.vote({ id: message.id, source, isHelpful, at });
  if (isHelpful) {
    return conclude(heard, {
      replies: [{ key: 'conversation.answer.thanks' }],
      state: dropPending(state),
    });
  }
  const masked = mask(question);
  await unanswered.record({
    id: message.id,
    question: masked,
    reason: 'unhelpful',
    at,
    personId,
    source,
  });
  const { source: _, ...open } = answered;
  return conclude(heard, {
    replies: [{ key: 'conversation.answer.sorry', options: [offer('ask_person'), offer('help')] }],
    state: { ...state, pending: open },
  });
}
