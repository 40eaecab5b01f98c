import type { Phrase, Reply, ReplyOption } from '../bot/index.ts';
import { toSay, type CommandName } from './command.ts';
import type { Asking, Form, SlotName } from './dialogue.ts';
import { slotsOf } from './form.ts';
import { offer } from './quick-reply.ts';
import { askShort } from './short-questions.ts';
import { toSlotWord } from './recognise.ts';

export { offer } from './quick-reply.ts';

/** The question that the form waits for, one at a time; the review reads everything back first. */
export function askQuestion(form: Form): readonly Reply[] {
  if (form.short !== undefined) {
    const short = askShort(form, form.short);
    if (short !== undefined) return short;
  }
  const special = specialQuestions[form.asking];
  return special === undefined
    ? [{ key: `conversation.ask.${form.asking}`, options: [offer('skip')] }]
    : special(form);
}

const specialQuestions: Partial<Record<Asking, (form: Form) => readonly Reply[]>> = {
  story: ({ kind }) => [{ key: `conversation.ask.story.${kind}` }],
  openness: () => [
    {
      key: 'conversation.ask.openness',
      options: [offer('open'), offer('confidential'), offer('anonymous')],
    },
  ],
  review: (form) => [
    {
      key: `conversation.review.${form.kind}`,
      values: toReviewValues(form),
      lines: toReviewLines(form),
    },
    {
      key: `conversation.ask.review.${form.openness ?? 'undecided'}`,
      options: [offer('submit'), offer('change'), offer('cancel')],
    },
  ],
  slot_to_change: ({ kind }) => [
    {
      key: 'conversation.ask.slotToChange',
      options: slotsOf[kind].filter((slot) => slot !== 'onBehalfOf').map(toSlotOption),
    },
  ],
  split: ({ parts = [] }) => [
    {
      key: 'conversation.ask.split',
      values: { count: parts.length },
      options: [
        { key: 'conversation.option.splitYes', say: '分开' },
        { key: 'conversation.option.splitNo', say: '合成一件' },
      ],
    },
  ],
  cancel: () => [
    {
      key: 'conversation.ask.cancel',
      options: [toOption('cancelYes', 'yes'), toOption('cancelNo', 'no')],
    },
  ],
};

/** Where the draft stands, after a long silence. */
export function whereWeWere(form: Form): Reply {
  return { key: `conversation.whereWeWere.${form.kind}` };
}

const longestInReview = 200;
const absent = '—';

function toReviewValues(form: Form): Record<string, string | number> {
  const { company, story, actingUnit, place, time, officer, paper, demand } = form.facts;
  const facts = { company, story, actingUnit, place, time, officer, paper, demand };
  return {
    ...Object.fromEntries(
      Object.entries(facts).map(([slot, words]) => [slot, shorten(words ?? absent)]),
    ),
    evidence: form.evidenceCount,
    contact: form.hasContact ? '✓' : absent,
  };
}

/** What is shown only where it was said or recognised. */
function toReviewLines({ area, facts }: Form): readonly Phrase[] {
  return [
    ...(facts.onBehalfOf === undefined
      ? []
      : [{ key: 'conversation.reviewLine.onBehalfOf', values: { words: facts.onBehalfOf } }]),
    ...(area === undefined
      ? []
      : [
          { key: 'conversation.reviewLine.area', values: { areaKey: `conversation.area.${area}` } },
        ]),
  ];
}

function shorten(words: string): string {
  return words.length <= longestInReview ? words : `${words.slice(0, longestInReview)}…`;
}

function toOption(key: string, name: CommandName): ReplyOption {
  return { key: `conversation.option.${key}`, say: toSay(name) };
}

function toSlotOption(slot: SlotName): ReplyOption {
  return { key: `conversation.slot.${slot}`, say: toSay('change', toSlotWord(slot)) };
}
