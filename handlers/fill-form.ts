import type { PersonStore } from '../people/index.ts';
import type { Outcome, Reply } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import type { AnswerAside } from './consult.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import { addEvidence, ask, resume, slotsOf } from './form.ts';
import { confirmOpenness } from './form-commands.ts';
import type { Heard } from './hear.ts';
import { findSlot } from './recognise.ts';
import { type HeardRoute, readFreeText } from './route.ts';
import { takeWords } from './take-words.ts';

type Ports = {
  readonly people: Pick<PersonStore, 'saveContact'>;
  readonly answerAside: AnswerAside;
  readonly fold: (text: string) => string;
};

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
  { people, fold }: Ports,
): Promise<Outcome<DialogueState>> {
  const draft = heard.isEvidence ? addEvidence(form, heard.message.id) : form;
  const taken = takeWords(draft, { id: heard.message.id, text }, fold);
  if (taken.contact !== undefined) await people.saveContact(heard.personId, taken.contact);
  const { openness } = taken.form;
  const replies: Reply[] = [];
  if (taken.isUnclear) replies.push({ key: 'conversation.form.unclear' });
  if (openness !== undefined && openness !== form.openness) replies.push(confirmOpenness(openness));
  if (taken.contact !== undefined) replies.push({ key: 'conversation.form.contactSealed' });
  return conclude(heard, { replies, state: { ...dropPending(heard.state), form: taken.form } });
}

/** 修改 was said without a slot: this message names it, or answers the question that was open. */
async function pickSlot(
  heard: Heard,
  form: Form,
  text: string,
  ports: Ports,
): Promise<Outcome<DialogueState>> {
  const slot = findSlot(text, ports.fold);
  if (slot === undefined || !slotsOf[form.kind].includes(slot)) {
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
    replies: [{ key: 'conversation.form.evidence', values: { count: taken.evidenceCount } }],
    state: { ...dropPending(heard.state), form: isAnswer ? ask(taken) : taken },
    // The second picture of a row need not bring the same question again.
    isAside: !isAnswer && form.evidenceCount > 0 && form.asking === current.asking,
  });
}
