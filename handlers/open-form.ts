import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { placeDraft } from './contact-point.ts';
import { dropPending, type DialogueState, type FormKind } from './dialogue.ts';
import { ask, startForm, type Given } from './form.ts';
import type { Heard } from './hear.ts';
import { isEnrolled } from './join.ts';
import type { Pending } from './pending.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { isLongTelling } from './recognise.ts';
import { isCommand, type HeardRoute } from './route.ts';
import { takeTelling, type TellPorts } from './take-telling.ts';

type Ports = Pick<HandlerPorts, 'people' | 'fold'>;

/** 投诉 · 企业反馈 · 建议 begin a form; what was written or sent just before becomes its beginning. */
export function createOpenForm(ports: Ports): HeardRoute {
  return {
    name: 'open-form',
    plan(heard) {
      const kind = readKind(heard);
      if (kind === undefined) return undefined;
      if (heard.state.form !== undefined) return () => stayInForm(heard);
      return kind === 'enterprise_feedback'
        ? () => beginFeedback(heard, ports)
        : () => begin(heard, kind, toGiven(heard.state.pending), ports);
    },
  };
}

/** Begins the form: what was already said is read first, then its first open question is asked. */
export async function begin(
  heard: Heard,
  kind: FormKind,
  { story, ...sent }: Given,
  ports: TellPorts,
): Promise<Outcome<DialogueState>> {
  const draft = placeDraft(heard, startForm(kind, sent, heard.at));
  const id = sent.messageIds.at(-1) ?? heard.message.id;
  const words = story === undefined ? undefined : { id, text: story, at: heard.at };
  const told =
    words === undefined
      ? { form: draft, replies: [] }
      : await takeTelling(heard, { ...draft, asking: 'story' }, words, ports);
  return conclude(heard, {
    replies: [{ key: `conversation.begin.${kind}` }, ...told.replies],
    state: { ...dropPending(heard.state), form: words === undefined ? ask(told.form) : told.form },
  });
}

async function beginFeedback(heard: Heard, ports: Ports) {
  const enrolment = await ports.people.findEnrolment(heard.personId);
  if (isEnrolled(enrolment, heard.at)) {
    return begin(heard, 'enterprise_feedback', toGiven(heard.state.pending), ports);
  }
  const pending: Pending = { kind: 'invitation' };
  return conclude(heard, {
    replies: [
      {
        key: `conversation.join.${enrolment === undefined ? 'needed' : 'ended'}`,
        options: [offer('complain')],
      },
    ],
    state: { ...heard.state, pending },
  });
}

function stayInForm(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.form.isOpen' }],
    state: dropPending(heard.state),
  });
}

function readKind(heard: Heard): FormKind | undefined {
  if (isCommand(heard, 'complain')) return 'complaint';
  if (isCommand(heard, 'suggest')) return 'suggestion';
  return isCommand(heard, 'feedback') ? 'enterprise_feedback' : undefined;
}

/** What an offer or an answered question has kept of the words and things sent before it. */
export function toGiven(pending: Pending | undefined): Given {
  if (pending?.kind === 'offer') return pending;
  const isTold = pending?.kind === 'unanswered' && isLongTelling(pending.question);
  return isTold
    ? { story: pending.question, messageIds: pending.messageIds, evidenceCount: 0 }
    : { messageIds: [], evidenceCount: 0 };
}
