import type { GivenUp, Outcome, Reply } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { dropForm, dropPending, type DialogueState, type Form } from './dialogue.ts';
import { ask, claim, fill, interrupt, resume, startForm } from './form.ts';
import type { Heard } from './hear.ts';
import { isCommand, readFreeText, type HeardRoute } from './route.ts';
import { joinParts } from './recognise.ts';
import { align, findMatters, findSecondMatter, readSecondMatter } from './spot/index.ts';
import { takeWords, type Words } from './take-words.ts';

type Fold = (text: string) => string;

const apart = /^(?:分开|分开办|分开来|拆开|两件|分|split|separately|separate)[。.!]?$/u;
const together =
  /^(?:合|合成一件|合在一起|合并|一起|一起办|一件|不分|together|as one|one)[。.!]?$/u;

/** Several matters in one telling, numbered or announced: asks once whether each is to become a draft of its own. */
export function offerToSplit(form: Form, text: string, fold: Fold): Form {
  if (form.kind === 'suggestion') return form;
  const aligned = align(text, fold);
  const parts = findMatters(aligned) ?? findSecondMatter(aligned);
  return parts === undefined ? form : interrupt({ ...form, parts }, 'split');
}

/** 另外还有一件事：… said to a draft that has its story: the same is asked; undefined for other words. `text` is without name and number. */
export function offerToSplitOff(
  draft: Form,
  { id, text }: Pick<Words, 'id' | 'text'>,
  fold: Fold,
): Form | undefined {
  const { story } = draft.facts;
  if (story === undefined || draft.kind === 'suggestion') return undefined;
  if (readSecondMatter(align(text, fold)) !== 'told') return undefined;
  const whole = fill(claim(resume(draft), id), 'story', joinParts(story, text));
  return interrupt({ ...whole, parts: [story, text], isFirstKept: true }, 'split');
}

/** 分开 or 合成一件; anything else leaves them together. */
export function createSplit({ fold }: { readonly fold: Fold }): HeardRoute {
  return {
    name: 'split',
    plan(heard) {
      const { form } = heard.state;
      if (form === undefined) return undefined;
      const text = readFreeText(heard) ?? '';
      if (form.asking !== 'split') return isOnlyAnnounced(form, text) ? askToTell : undefined;
      const word = fold(text).trim();
      if (isCommand(heard, 'yes') || apart.test(word)) return () => split(heard, form, fold);
      return isCommand(heard, 'no') || together.test(word) ? () => keepOne(heard, form) : undefined;

      function askToTell(): Outcome<DialogueState> {
        const replies = [{ key: 'conversation.form.tellSecond' }];
        return conclude(heard, { replies, state: dropPending(heard.state) });
      }
    },
  };

  function isOnlyAnnounced({ kind, facts }: Form, text: string): boolean {
    const isPossible = kind !== 'suggestion' && facts.story !== undefined;
    return isPossible && readSecondMatter(align(text, fold)) === 'bare';
  }
}

function keepOne(heard: Heard, form: Form): Outcome<DialogueState> {
  const whole = dropParts(resume(form));
  return conclude(heard, { replies: [], state: { ...dropPending(heard.state), form: whole } });
}

function dropParts({ parts: _, isFirstKept: __, ...whole }: Form): Form {
  return whole;
}

/** The first draft goes on, the others wait in turn; what was sent so far belongs to the first that is filed. */
function split(heard: Heard, form: Form, fold: Fold): Outcome<DialogueState> {
  const { parts = [], messageIds, evidenceCount } = form;
  const [story, ...rest] = parts;
  if (story === undefined) return keepOne(heard, form);
  const first = form.isFirstKept
    ? fill(dropParts(resume(form)), 'story', story)
    : { ...toDraft(heard, form, story, fold), messageIds, evidenceCount };
  const parted = { messageIds, evidenceCount, at: heard.at.toISOString() };
  const others = rest.map((part) => ({ ...toDraft(heard, form, part, fold), parted }));
  const { laterForms = [] } = heard.state;
  return conclude(heard, {
    replies: [sayNext(first)],
    state: { ...dropPending(heard.state), form: first, laterForms: [...others, ...laterForms] },
  });
}

/** The state after a draft was given up: the one that comes up takes over what both were parted from. */
export function giveUpForm(state: DialogueState): DialogueState {
  const { form, ...rest } = dropPending(dropForm(state));
  if (form?.parted === undefined) return form === undefined ? rest : { ...rest, form };
  const { parted, ...draft } = form;
  const isTaken = !parted.messageIds.some((id) => state.form?.messageIds.includes(id));
  const taken = { messageIds: parted.messageIds, evidenceCount: parted.evidenceCount };
  return { ...rest, form: isTaken ? draft : { ...draft, ...taken } };
}

/** What goes with a draft that is given up: nothing that a draft behind it still needs. */
export function listGivenUp({ form, laterForms = [] }: DialogueState): GivenUp {
  const needed = laterForms.flatMap(({ parted }) => parted ?? []);
  const since =
    needed
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? form?.begunAt;
  return {
    messageIds: (form?.messageIds ?? []).filter(
      (id) => !needed.some(({ messageIds }) => messageIds.includes(id)),
    ),
    ...(since !== undefined && { since: new Date(since) }),
  };
}

function toDraft(heard: Heard, form: Form, part: string, fold: Fold): Form {
  const fresh = startForm(form.kind, { messageIds: [], evidenceCount: 0 }, heard.at);
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
  return { ...ask(takeWords(draft, words, fold).form), messageIds: [] };
}

const shownLetters = 40;

/** Which of the drafts it is about now, by the beginning of its words. */
export function sayNext({ facts }: Form): Reply {
  const { story = '' } = facts;
  const words = story.length > shownLetters ? `${story.slice(0, shownLetters)}…` : story;
  return { key: 'conversation.form.nextMatter', values: { words } };
}
