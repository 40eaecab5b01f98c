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
import {
  findCertificate,
  findOpenness,
  isNothing,
  isRefusal,
  joinParts,
  readContact,
  readLabels,
} from './recognise.ts';

type Fold = (text: string) => string;
type Contact = { readonly name?: string; readonly phone?: string };

/** A message in the person's words; `id` is claimed for the ticket unless it held only contact data. */
export type Words = { readonly id: string; readonly text: string };

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
};
/** A closed question answered at such length was no answer; the words go to the story. */
const shortestTelling = 12;

/** Takes a message as the answer to what was asked and to what its lines name; no word is lost. */
export function takeWords(draft: Form, words: Words, fold: Fold): Taken {
  const form = resume(draft);
  return form.asking === 'story' ? takeStory(form, words, fold) : takeAnswer(form, words, fold);
}

function takeStory(form: Form, words: Words, fold: Fold): Taken {
  const labels = readLabels(words.text, fold);
  const isOnlyLabels = labels.rest === '' && !labels.bySlot.has('story');
  const story = fill(form, 'story', words.text);
  const noticed = notice(isOnlyLabels ? form : story, words.text, fold);
  return finish(takeLabels(noticed, labels.bySlot, fold), words, false);
}

function takeAnswer(form: Form, words: Words, fold: Fold): Taken {
  const labels = readLabels(words.text, fold);
  const slot = isSlot(form.asking) ? form.asking : undefined;
  const isNamed = slot !== undefined && labels.bySlot.has(slot);
  const noticed = form.asking === 'officer' ? form : notice(form, labels.rest, fold);
  const labelled = takeLabels(noticed, labels.bySlot, fold);
  if (labels.rest === '') return finish(labelled, words, false);
  if (slot === undefined || isNamed) {
    return finish({ ...labelled, form: addToStory(labelled.form, labels.rest) }, words, false);
  }
  const answered = answerSlot(labelled.form, slot, labels.rest, fold);
  const contact = { ...labelled.contact, ...answered.contact };
  return finish({ form: answered.form, contact }, words, answered.isUnclear);
}

function answerSlot(form: Form, slot: SlotName, text: string, fold: Fold): Taken {
  if (isNothing(text, fold)) return { form: skip({ ...form, asking: slot }), isUnclear: false };
  if (slot === 'openness') {
    const openness = readOpenness(text, fold);
    if (openness !== undefined) return { form: setOpenness(form, openness), isUnclear: false };
    return { form: text.length < shortestTelling ? form : addToStory(form, text), isUnclear: true };
  }
  if (slot === 'contact') {
    const contact = readContact(text);
    if (contact.phone === undefined && isRefusal(text, fold)) {
      return { form: skip(form), isUnclear: false };
    }
    return hasAny(contact)
      ? { form: noteContact(form), contact, isUnclear: false }
      : { form, isUnclear: true };
  }
  if (slot === 'evidence') {
    return { form: settle(addToStory(form, text), 'evidence'), isUnclear: false };
  }
  const isTelling = text.length > (longestAnswer[slot] ?? Infinity);
  return { form: isTelling ? addToStory(form, text) : fill(form, slot, text), isUnclear: false };
}

/** Takes the lines that named their slot; a later line corrects an earlier one. */
function takeLabels(
  form: Form,
  bySlot: ReadonlyMap<SlotName, string>,
  fold: Fold,
): { readonly form: Form; readonly contact?: Contact } {
  let taken = form;
  let contact: Contact | undefined;
  for (const [slot, value] of bySlot) {
    if (slot === 'openness') {
      const openness = readOpenness(value, fold);
      if (openness !== undefined) taken = setOpenness(taken, openness);
    } else if (slot === 'contact') {
      contact = readContact(value);
      if (hasAny(contact)) taken = noteContact(taken);
    } else if (slot === 'story') {
      if (form.asking !== 'story') taken = addToStory(taken, value);
    } else if (isFact(slot)) {
      taken = fill(taken, slot, value);
    }
  }
  return contact === undefined ? { form: taken } : { form: taken, contact };
}

/** What stands in free text beyond doubt, where it is not known yet. */
function notice(form: Form, text: string, fold: Fold): Form {
  const officer = form.facts.officer === undefined ? findCertificate(text) : undefined;
  const openness = form.openness === undefined ? findOpenness(text, fold) : undefined;
  const noticed = officer === undefined ? form : fill(form, 'officer', officer);
  return openness === undefined ? noticed : setOpenness(noticed, openness);
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
