import type { Outcome, Phrase, Reply, ReplyOption } from '../bot/index.ts';
import type { CompetentUnit } from '../knowledge/index.ts';
import { judgeCompetence } from './competence/index.ts';
import { placeDraft } from './contact-point.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import { ask, startForm } from './form.ts';
import type { Heard } from './hear.ts';
import type { Pending } from './pending.ts';
import type { HandlerPorts } from './ports.ts';
import { askQuestion } from './questions.ts';
import { asksSomething } from './recognise.ts';
import { findUrgency } from './urgency/index.ts';

type Ports = Pick<HandlerPorts, 'fold' | 'findCompetent'>;
type Draft = Form & { readonly facts: { readonly story: string } };

/**
 * Looks at the first telling of a complaint, whichever way it came in. Where a business broke a rule the person hears who
 * is competent, where that is open they are asked; the draft goes on underneath and nothing is refused.
 */
export async function guardCompetence(
  heard: Heard,
  outcome: Outcome<DialogueState>,
  ports: Ports,
): Promise<Outcome<DialogueState>> {
  const draft = findNewTelling(heard, outcome) ?? findOffered(heard, outcome, ports.fold);
  if (draft === undefined || findUrgency(draft.facts.story, ports.fold) !== undefined) {
    return outcome;
  }
  const { story, actingUnit } = draft.facts;
  const verdict = judgeCompetence(story, ports.fold, actingUnit);
  const isBegun = outcome.state.form !== undefined;
  // What is only offered is not begun for a mere doubt.
  if (verdict.kind === 'ours' || (!isBegun && verdict.kind === 'unclear')) return outcome;
  const { row } = verdict.matter;
  const pending: Pending = { kind: 'competence', row };
  const reply = verdict.kind === 'unclear' ? askWhose() : sayWhose(await ports.findCompetent(row));
  const kept = isBegun ? outcome.replies.slice(0, -askQuestion(draft).length) : [];
  return {
    ...outcome,
    replies: [...kept, reply],
    state: {
      ...dropPending(outcome.state),
      form: draft,
      pending,
      choices: reply.options ?? [],
    },
  };
}

/** The draft of a complaint that this turn gave its story. */
function findNewTelling(heard: Heard, { state }: Outcome<DialogueState>): Draft | undefined {
  const { form, pending } = state;
  const isNew = hasComeUp(heard.state, form);
  const isAsking = form?.askedBefore !== undefined || form?.asking === 'split';
  if (form?.kind !== 'complaint' || !isNew || pending !== undefined || isAsking) return undefined;
  return form.isOurs === true ? undefined : toDraft(form);
}

/** Words that wait to be given a name, as the draft that they would become. */
function findOffered(
  heard: Heard,
  { state }: Outcome<DialogueState>,
  fold: Ports['fold'],
): Draft | undefined {
  const { form, pending } = state;
  if (form !== undefined || pending?.kind !== 'offer' || pending.story === undefined) {
    return undefined;
  }
  if (asksSomething(pending.story, fold)) return undefined;
  return toDraft(ask(placeDraft(heard, startForm('complaint', pending, heard.at))));
}

/** Just told, or parted from another, or left as one, or come up behind the draft before it. */
function hasComeUp({ form: before, laterForms = [] }: DialogueState, form?: Form): boolean {
  if (before?.facts.story === undefined || before.asking === 'split') return true;
  const { story } = form?.facts ?? {};
  return before.facts.story !== story && laterForms.some(({ facts }) => facts.story === story);
}

function toDraft(form: Form): Draft | undefined {
  const { story } = form.facts;
  return story === undefined ? undefined : { ...form, facts: { ...form.facts, story } };
}

function toOption(name: string, say: string): ReplyOption {
  return { key: `conversation.competence.option.${name}`, say };
}

/** One plain question with two answers. */
function askWhose(): Reply {
  return {
    key: 'conversation.competence.whose',
    options: [toOption('authority', '执法部门'), toOption('business', '商家')],
  };
}

/** Who is competent and how to reach them, and what the person may choose now. */
export function sayWhose(competent: CompetentUnit): Reply {
  return {
    key: 'conversation.competence.business',
    values: { unit: competent.unit },
    lines: listWays(competent),
    options: [
      toOption('handOver', '移交'),
      toOption('insist', '继续投诉'),
      toOption('decline', '我自己找他们'),
    ],
  };
}

/** Telephone, hours and address, as far as the bureau keeps them. */
export function listWays({ phone, hours, address }: CompetentUnit): readonly Phrase[] {
  const phrases = [
    phone === undefined ? [] : [{ key: 'conversation.competence.phone', values: { phone } }],
    hours === undefined ? [] : [{ key: 'conversation.competence.hours', values: { hours } }],
    address === undefined ? [] : [{ key: 'conversation.competence.address', values: { address } }],
  ];
  return phrases.flat();
}
