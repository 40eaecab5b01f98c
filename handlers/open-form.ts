import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { placeDraft } from './contact-point.ts';
import { dropPending, type DialogueState, type FormKind, type Pending } from './dialogue.ts';
import { startForm, type Given } from './form.ts';
import type { Heard } from './hear.ts';
import { isEnrolled } from './join.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { isCommand, type HeardRoute } from './route.ts';

type Ports = Pick<HandlerPorts, 'people'>;

/** 投诉 · 企业反馈 · 建议 begin a form; what was written or sent just before becomes its beginning. */
export function createOpenForm({ people }: Ports): HeardRoute {
  return {
    name: 'open-form',
    plan(heard) {
      const kind = readKind(heard);
      if (kind === undefined) return undefined;
      if (heard.state.form !== undefined) return () => stayInForm(heard);
      return kind === 'enterprise_feedback'
        ? () => beginFeedback(heard, people)
        : () => begin(heard, kind);
    },
  };
}

/** Begins the form with its first open question. */
export function begin(heard: Heard, kind: FormKind): Outcome<DialogueState> {
  const form = placeDraft(heard, startForm(kind, toGiven(heard.state.pending)));
  return conclude(heard, {
    replies: [{ key: `conversation.begin.${kind}` }],
    state: { ...dropPending(heard.state), form },
  });
}

async function beginFeedback(heard: Heard, people: Ports['people']) {
  const enrolment = await people.findEnrolment(heard.personId);
  if (isEnrolled(enrolment, heard.at)) return begin(heard, 'enterprise_feedback');
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

function toGiven(pending: Pending | undefined): Given {
  return pending?.kind === 'offer' ? pending : { messageIds: [], evidenceCount: 0 };
}
