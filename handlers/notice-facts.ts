import type { Form, SlotName } from './dialogue.ts';
import { fill, isSlot, setOpenness, slotsOf, type FactSlot } from './form.ts';
import { findCertificate, findOpenness } from './recognise.ts';
import { findAreaOfUnit, spotFacts, toDatedTime, type SpottedSlot } from './spot/index.ts';

type Fold = (text: string) => string;

/** What may be noticed besides, by the question that the words answer; an answer about a paper holds the paper's day. */
const noticedAt: Partial<Record<SlotName, readonly SpottedSlot[]>> = {
  story: ['actingUnit', 'place', 'time', 'paper', 'demand', 'onBehalfOf'],
  evidence: ['demand', 'paper'],
  company: ['actingUnit', 'place', 'time', 'paper', 'demand'],
  actingUnit: ['place', 'time', 'paper', 'demand'],
  place: ['actingUnit', 'time', 'paper', 'demand'],
  time: ['actingUnit', 'place', 'paper', 'demand'],
  onBehalfOf: [],
};

/** Fills what stands in free text beyond doubt, where it is not known yet. */
export function noticeFacts(form: Form, text: string, at: Date, fold: Fold): Form {
  const { facts, isForOther } = spotFacts(text, fold);
  const answered: SlotName = isSlot(form.asking) ? form.asking : 'story';
  const slots = noticedAt[answered] ?? [];
  let noticed: Form = isForOther && answered === 'story' ? { ...form, isForOther } : form;
  for (const slot of slots) {
    const words = facts[slot];
    const isOpen = slotsOf[form.kind].includes(slot) && form.facts[slot] === undefined;
    if (words !== undefined && isOpen) noticed = fillFact(noticed, slot, words, at, fold);
  }
  return noticed;
}

/** The certificate and how open, which hardly any other words look like. */
export function noticeMarks(form: Form, text: string, fold: Fold): Form {
  const officer = form.facts.officer === undefined ? findCertificate(text) : undefined;
  const openness = form.openness === undefined ? findOpenness(text, fold) : undefined;
  const isAsked = slotsOf[form.kind].includes('officer');
  const noticed = officer === undefined || !isAsked ? form : fill(form, 'officer', officer);
  return openness === undefined || !isAsked ? noticed : setOpenness(noticed, openness);
}

/** Writes words into a fact: a moment gets its day, a unit brings its area unless the person named one. */
export function fillFact(form: Form, slot: FactSlot, words: string, at: Date, fold: Fold): Form {
  if (slot === 'time') return fill(form, slot, toDatedTime(words, at, fold));
  const filled = fill(form, slot, words);
  if (slot !== 'actingUnit' || form.settled.includes('area')) return filled;
  const { area: _, ...rest } = filled;
  const area = findAreaOfUnit(fold(words));
  return area === undefined ? rest : { ...rest, area };
}
