import type { Outcome, Reply } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import { ask, interrupt, resume, startForm } from './form.ts';
import type { Heard } from './hear.ts';
import { isCommand, readFreeText, type HeardRoute } from './route.ts';
import { align, findMatters } from './spot/index.ts';
import { takeWords } from './take-words.ts';

type Fold = (text: string) => string;

const apart = /^(?:分开|分开办|分开来|拆开|两件|分|split|separately|separate)[。.!]?$/u;
const together =
  /^(?:合|合成一件|合在一起|合并|一起|一起办|一件|不分|together|as one|one)[。.!]?$/u;

/** Several numbered matters in one telling: asks once whether each is to become a draft of its own. */
export function offerToSplit(form: Form, text: string, fold: Fold): Form {
  const parts = form.kind === 'suggestion' ? undefined : findMatters(align(text, fold));
  return parts === undefined ? form : interrupt({ ...form, parts }, 'split');
}

/** 分开 or 合成一件; anything else leaves them together. */
export function createSplit({ fold }: { readonly fold: Fold }): HeardRoute {
  return {
    name: 'split',
    plan(heard) {
      const { form } = heard.state;
      if (form?.asking !== 'split') return undefined;
      const word = fold(readFreeText(heard) ?? '').trim();
      if (isCommand(heard, 'yes') || apart.test(word)) return () => split(heard, form, fold);
      return isCommand(heard, 'no') || together.test(word) ? () => keepOne(heard, form) : undefined;
    },
  };
}

function keepOne(heard: Heard, form: Form): Outcome<DialogueState> {
  const { parts: _, ...whole } = resume(form);
  return conclude(heard, { replies: [], state: { ...dropPending(heard.state), form: whole } });
}

/** The first draft goes on, the others wait in turn; the message itself belongs to the first. */
function split(heard: Heard, form: Form, fold: Fold): Outcome<DialogueState> {
  const [first, ...others] = (form.parts ?? []).map((part, n) =>
    toDraft(heard, form, part, n, fold),
  );
  if (first === undefined) return keepOne(heard, form);
  const { laterForms = [] } = heard.state;
  return conclude(heard, {
    replies: [sayNext(first)],
    state: { ...dropPending(heard.state), form: first, laterForms: [...others, ...laterForms] },
  });
}

function toDraft(heard: Heard, form: Form, part: string, n: number, fold: Fold): Form {
  const sent = n === 0 ? form : { messageIds: [], evidenceCount: 0 };
  const { messageIds, evidenceCount } = sent;
  const fresh = startForm(form.kind, { messageIds, evidenceCount }, heard.at);
  const { openness, hasContact, begunAt, isForOther, facts } = form;
  const draft: Form = {
    ...fresh,
    asking: 'story',
    hasContact,
    settled: form.settled.filter((slot) => slot === 'openness' || slot === 'contact'),
    facts: facts.company === undefined ? {} : { company: facts.company },
    ...(openness !== undefined && { openness }),
    ...(begunAt !== undefined && { begunAt }),
    ...(isForOther !== undefined && { isForOther }),
  };
  const words = { id: heard.message.id, text: part, at: heard.at };
  return { ...ask(takeWords(draft, words, fold).form), messageIds };
}

const shownLetters = 40;

/** Which of the drafts it is about now, by the beginning of its words. */
export function sayNext({ facts }: Form): Reply {
  const { story = '' } = facts;
  const words = story.length > shownLetters ? `${story.slice(0, shownLetters)}…` : story;
  return { key: 'conversation.form.nextMatter', values: { words } };
}
