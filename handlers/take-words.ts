import type { Openness } from '../tickets/index.ts';
import { findCommand } from './command.ts';
import type { Form, SlotName } from './dialogue.ts';
import {
  ask,
  claim,
  fill,
  isFact,
  isSlot,
  noteContact,
  resume,
  setOpenness,
  settle,
  skip,
} from './form.ts';
import { fillFact, noticeFacts, noticeMarks } from './notice-facts.ts';
import { isNoFact, isNoWord } from './no-fact.ts';
import { isNothing, isRefusal, joinParts, readContact, readLabels } from './recognise.ts';
import { isPleasantry } from './pleasantry.ts';
import { readNamed } from './read-named.ts';
import { findAreaOfUnit, takeOutContact } from './spot/index.ts';

type Fold = (text: string) => string;
type Contact = { readonly name?: string; readonly phone?: string };

/** A message in the person's words; `id` is claimed for the ticket unless it held only contact data. */
export type Words = { readonly id: string; readonly text: string; readonly at: Date };

/** What a message did to the draft. `contact` is to be sealed at once; `isUnclear` asks the same again. */
export type Taken = {
  readonly form: Form;
  readonly contact?: Contact;
  readonly isUnclear: boolean;
};

/** Answers longer than this are more of the story, not the name of a unit or a place. */
const longestAnswer: Partial<Record<SlotName, number>> = {
  company: 40,
  actingUnit: 40,
  time: 40,
  officer: 40,
  place: 60,
  paper: 120,
  onBehalfOf: 40,
};
/** A closed question answered at such length was no answer; the words go to the story. */
const shortestTelling = 12;

/** Takes a message as the answer to what was asked and to what it names besides; no word is lost. */
export function takeWords(draft: Form, words: Words, fold: Fold): Taken {
  const form = resume(draft);
  return form.asking === 'story' ? takeStory(form, words, fold) : takeAnswer(form, words, fold);
}

function takeStory(form: Form, words: Words, fold: Fold): Taken {
  if (isNoWord(words.text)) return { form, isUnclear: true };
  const labels = readLabels(words.text, fold);
  const isOnlyLabels = labels.rest === '' && !labels.bySlot.has('story');
  const { text, contact } = takeOutContact(words.text, fold);
  const story = isOnlyLabels ? form : fill(form, 'story', text);
  const named = takeLabels(story, labels.bySlot, words.at, fold);
  const noticed = notice({ ...named.form, asking: 'story' }, labels.rest, words.at, fold);
  const given = { ...contact, ...named.contact };
  return finish({ form: noteGiven(noticed, given), contact: given }, words, false);
}

function takeAnswer(form: Form, words: Words, fold: Fold): Taken {
  const labels = readLabels(words.text, fold);
  const slot = isSlot(form.asking) ? form.asking : undefined;
  const labelled = takeLabels(form, labels.bySlot, words.at, fold);
  if (labels.rest === '') return finish(labelled, words, false);
  const isNamed = slot !== undefined && labels.bySlot.has(slot);
  if (slot === undefined || isNamed) {
    const noticed = notice(labelled.form, labels.rest, words.at, fold);
    return finish({ ...labelled, form: addToStory(noticed, labels.rest) }, words, false);
  }
  const answered = answerSlot(labelled.form, slot, { ...words, text: labels.rest }, fold);
  const noticed = { ...answered.form, asking: slot };
  const marked = slot === 'officer' ? noticed : notice(noticed, labels.rest, words.at, fold);
  const contact = { ...labelled.contact, ...answered.contact };
  return finish(
    { form: { ...marked, asking: answered.form.asking }, contact },
    words,
    answered.isUnclear,
  );
}

function answerSlot(form: Form, slot: SlotName, words: Words, fold: Fold): Taken {
  const { text, at } = words;
  if (isPleasantry(text, fold) || isNoFact(slot, text, fold)) return { form, isUnclear: true };
  if (isNothing(text, fold)) return { form: skip({ ...form, asking: slot }), isUnclear: false };
  if (slot === 'openness') {
    const openness = readOpenness(text, fold);
    if (openness !== undefined) return { form: setOpenness(form, openness), isUnclear: false };
    return { form: text.length < shortestTelling ? form : addToStory(form, text), isUnclear: true };
  }
  if (slot === 'contact') return answerContact(form, text, fold);
  if (slot === 'evidence') {
    return { form: settle(addToStory(form, text), 'evidence'), isUnclear: false };
  }
  if (!isFact(slot)) {
    const written = writeSlot(form, slot, text, at, fold);
    return { form: written ?? form, isUnclear: written === undefined };
  }
  const isTelling = text.length > (longestAnswer[slot] ?? Infinity);
  const named = readNamed(slot, text, isTelling, fold);
  if (named === 'other') return { form, isUnclear: false };
  if (named === 'story') return { form: addToStory(form, text), isUnclear: false };
  if (named !== undefined) {
    const filled = fillFact(form, slot, named, at, fold);
    return { form: isTelling ? addToStory(filled, text) : filled, isUnclear: false };
  }
  return {
    form: isTelling ? addToStory(form, text) : fillFact(form, slot, text, at, fold),
    isUnclear: false,
  };
}

function answerContact(form: Form, text: string, fold: Fold): Taken {
  const contact = readContact(text);
  if (contact.phone === undefined && isRefusal(text, fold)) {
    return { form: skip(form), isUnclear: false };
  }
  if (hasAny(contact)) return { form: noteContact(form), contact, isUnclear: false };
  return { form: text.length < shortestTelling ? form : addToStory(form, text), isUnclear: true };
}

/** Takes the lines that named their slot; a later line corrects an earlier one. */
function takeLabels(
  form: Form,
  bySlot: ReadonlyMap<SlotName, string>,
  at: Date,
  fold: Fold,
): { readonly form: Form; readonly contact?: Contact } {
  let taken = form;
  let contact: Contact | undefined;
  for (const [slot, value] of bySlot) {
    if (slot === 'contact') {
      contact = readContact(value, true);
      if (hasAny(contact)) taken = noteContact(taken);
    } else if (slot === 'story') {
      if (form.asking !== 'story') taken = addToStory(taken, value);
    } else {
      taken = writeSlot(taken, slot, value, at, fold) ?? taken;
    }
  }
  return contact === undefined ? { form: taken } : { form: taken, contact };
}

/** Writes a value into any slot but story and contact; undefined where it is no value of that slot. */
export function writeSlot(
  form: Form,
  slot: SlotName,
  value: string,
  at: Date,
  fold: Fold,
): Form | undefined {
  if (slot === 'openness') {
    const openness = readOpenness(value, fold);
    return openness === undefined ? undefined : setOpenness(form, openness);
  }
  if (slot === 'area') {
    const area = findAreaOfUnit(fold(value));
    return area === undefined ? undefined : settle({ ...form, area }, 'area');
  }
  return isFact(slot) ? fillFact(form, slot, value, at, fold) : undefined;
}

function notice(form: Form, text: string, at: Date, fold: Fold): Form {
  return noticeFacts(noticeMarks(form, text, fold), text, at, fold);
}

/** A number is enough to be reached; a name alone still leaves the question for one. */
function noteGiven(form: Form, { phone }: Contact): Form {
  return phone === undefined ? form : noteContact(form);
}

const opennessOf: ReadonlyMap<string | undefined, Openness> = new Map([
  ['公开', 'open'],
  ['保密', 'confidential'],
  ['匿名', 'anonymous'],
]);

/** The one way that an answer names without negating it. */
function readOpenness(text: string, fold: Fold): Openness | undefined {
  const name = findCommand(text, fold)?.name;
  if (name === 'open' || name === 'confidential' || name === 'anonymous') return name;
  const [named, ...others] = fold(text).match(/公开|保密|匿名/gu) ?? [];
  const isNegated = /[不别非无](?:要|想|能|用|需)?(?:公开|保密|匿名)/u.test(fold(text));
  return others.length > 0 || isNegated ? undefined : opennessOf.get(named);
}

function addToStory(form: Form, text: string): Form {
  return fill(form, 'story', joinParts(form.facts.story, text));
}

function hasAny({ name, phone }: Contact): boolean {
  return name !== undefined || phone !== undefined;
}

function finish(
  { form, contact = {} }: { readonly form: Form; readonly contact?: Contact },
  words: Words,
  isUnclear: boolean,
): Taken {
  // A message that held name or telephone stays out of the ticket's conversation, which staff read.
  const isPrivate = hasAny(contact) && form.facts.story !== words.text;
  const claimed = isPrivate ? form : claim(form, words.id);
  return {
    form: isUnclear ? claimed : ask(claimed),
    isUnclear,
    ...(hasAny(contact) ? { contact } : {}),
  };
}
