import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import type { AnswerAside } from './consult.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import { addEvidence, ask, hasSlot, resume } from './form.ts';
import type { Heard } from './hear.ts';
import { findSlot } from './recognise.ts';
import { type HeardRoute, readFreeText } from './route.ts';
import { takeTelling, type TellPorts } from './take-telling.ts';

type Ports = TellPorts & { readonly answerAside: AnswerAside };

/** Words and things sent while a form is open: an answer, a side question, or evidence. */
export function createFillForm(ports: Ports): HeardRoute {
  return {
    name: 'fill-form',
    plan(heard) {
      const { form } = heard.state;
      if (form === undefined) return undefined;
      const text = readFreeText(heard) ?? readSupplement(heard);
      if (text !== undefined) return async () => answerForm(heard, form, text, ports);
      return heard.isEvidence ? () => takeEvidence(heard, form) : undefined;
    },
  };
}

/** 补充：…… while a form is open adds to its story. */
function readSupplement({ command }: Heard): string | undefined {
  return command?.name === 'supplement' && command.rest !== '' ? command.rest : undefined;
}

async function answerForm(
  heard: Heard,
  form: Form,
  text: string,
  ports: Ports,
): Promise<Outcome<DialogueState>> {
  const aside = await ports.answerAside(heard, text);
  if (aside !== undefined) return aside;
  if (form.asking === 'slot_to_change') return pickSlot(heard, form, text, ports);
  return answer(heard, form, text, ports);
}

async function answer(
  heard: Heard,
  form: Form,
  text: string,
  ports: Ports,
): Promise<Outcome<DialogueState>> {
  const draft = heard.isEvidence ? addEvidence(form, heard.message.id) : form;
  const words = { id: heard.message.id, text, at: heard.at };
  const taken = await takeTelling(heard, draft, words, ports);
  return conclude(heard, {
    replies: taken.replies,
    state: { ...dropPending(heard.state), form: taken.form },
  });
}

/** 修改 was said without a slot: this message names it, or answers the question that was open. */
async function pickSlot(
  heard: Heard,
  form: Form,
  text: string,
  ports: Ports,
): Promise<Outcome<DialogueState>> {
  const slot = findSlot(text, ports.fold);
  if (slot === undefined || !hasSlot(form, slot)) {
    return answer(heard, form, text, ports);
  }
  const asked = { ...resume(form), asking: slot };
  return conclude(heard, { replies: [], state: { ...dropPending(heard.state), form: asked } });
}

function takeEvidence(heard: Heard, form: Form): Outcome<DialogueState> {
  const current = resume(form);
  const taken = addEvidence(current, heard.message.id);
  const isAnswer = current.asking === 'evidence';
  return conclude(heard, {
    replies: [
      {
        key: `conversation.form.${isMute(heard) ? 'muteVoice' : 'evidence'}`,
        values: { count: taken.evidenceCount },
      },
    ],
    state: { ...dropPending(heard.state), form: isAnswer ? ask(taken) : taken },
    // The second picture of a row need not bring the same question again.
    isAside: !isAnswer && form.evidenceCount > 0 && form.asking === current.asking,
  });
}

/** A voice whose words were not recognised. */
function isMute({ message, text }: Heard): boolean {
  return message.content.kind === 'voice' && text === undefined;
}
