import type { Openness } from '../tickets/index.ts';
import type { Asking, Form, FormKind, SlotName } from './dialogue.ts';

export type FactSlot = Exclude<SlotName, 'evidence' | 'openness' | 'contact' | 'area'>;

const aboutTheMatter: readonly SlotName[] = [
  'story',
  'onBehalfOf',
  'actingUnit',
  'place',
  'time',
  'officer',
  'paper',
  'evidence',
  'demand',
  'openness',
  'contact',
];

/** The questions of each form, in the order asked. */
export const slotsOf: Readonly<Record<FormKind, readonly SlotName[]>> = {
  complaint: aboutTheMatter,
  enterprise_feedback: ['company', ...aboutTheMatter],
  suggestion: ['story'],
};

/** Slots that may be named and changed: those asked, and the area, which is recognised only. */
export function hasSlot({ kind }: Form, slot: SlotName): boolean {
  return slotsOf[kind].includes(slot) || (slot === 'area' && kind !== 'suggestion');
}

/** What a picture or a voice leaves open; everything else may still be said or changed. */
const shortSlots: readonly SlotName[] = ['actingUnit', 'paper'];

/** What a person had written or sent before the form began. */
export type Given = {
  readonly story?: string;
  readonly messageIds: readonly string[];
  readonly evidenceCount: number;
};

/** A new draft, its first open question asked. */
export function startForm(kind: FormKind, given: Given, at: Date): Form {
  return ask({
    kind,
    begunAt: at.toISOString(),
    facts: given.story === undefined ? {} : { story: given.story },
    hasContact: false,
    evidenceCount: given.evidenceCount,
    messageIds: given.messageIds,
    settled: [],
    trail: [],
    asking: 'review',
    notes: [],
  });
}

/** Moves on to the first question that is still open, or to the review. */
export function ask(form: Form): Form {
  const { askedBefore: _, ...rest } = form;
  const slots = form.short === undefined ? slotsOf[form.kind] : shortSlots;
  const next = slots.find((slot) => !form.settled.includes(slot) && !isKnown(form, slot));
  return next === undefined ? { ...rest, asking: 'review' } : askFor(rest, next);
}

/** Asks for this slot, whether it was answered or not. */
export function askFor(form: Form, slot: SlotName): Form {
  const { askedBefore: _, ...rest } = form;
  const trail = form.trail.at(-1) === slot ? form.trail : [...form.trail, slot];
  return { ...rest, asking: slot, trail };
}

/** Puts a question about the form itself on top of the one that was asked. */
export function interrupt(form: Form, asking: 'cancel' | 'slot_to_change' | 'split'): Form {
  return { ...form, asking, askedBefore: form.askedBefore ?? form.asking };
}

/** Back to the question under 取消, 修改 or the offer to part matters. */
export function resume(form: Form): Form {
  const { askedBefore, ...rest } = form;
  return askedBefore === undefined ? form : { ...rest, asking: askedBefore };
}

/** One question back, from 取消 or 修改 to the question under it; undefined at the first. */
export function goBack(form: Form): Form | undefined {
  if (form.askedBefore !== undefined) return resume(form);
  const trail = isSlot(form.asking) ? form.trail.slice(0, -1) : form.trail;
  const before = trail.at(-1);
  return before === undefined ? undefined : askFor({ ...form, trail }, before);
}

/** Passes this question over: it is never asked again by itself. How open is then 保密. */
export function skip(form: Form): Form {
  if (!isSlot(form.asking)) return resume(form);
  const settled = settle(form, form.asking);
  return ask(
    form.asking === 'openness' && form.openness === undefined
      ? { ...settled, openness: 'confidential' }
      : settled,
  );
}

/** Writes the person's words into a fact; the form's question stays. */
export function fill(form: Form, slot: FactSlot, words: string): Form {
  return settle({ ...form, facts: { ...form.facts, [slot]: words } }, slot);
}

export function setOpenness(form: Form, openness: Openness): Form {
  return settle({ ...form, openness }, 'openness');
}

/** Notes that name or telephone were given; they themselves are sealed elsewhere. */
export function noteContact(form: Form): Form {
  return settle({ ...form, hasContact: true }, 'contact');
}

export function addEvidence(form: Form, messageId: string): Form {
  return { ...claim(form, messageId), evidenceCount: form.evidenceCount + 1 };
}

/** Makes the message part of the ticket to come. */
export function claim(form: Form, messageId: string): Form {
  return form.messageIds.includes(messageId)
    ? form
    : { ...form, messageIds: [...form.messageIds, messageId] };
}

/** True when there is enough to file: a story or a picture. */
export function canFile(form: Form): boolean {
  return form.facts.story !== undefined || form.evidenceCount > 0;
}

export function isSlot(asking: Asking): asking is SlotName {
  return !['review', 'slot_to_change', 'cancel', 'split'].includes(asking);
}

export function isFact(slot: SlotName): slot is FactSlot {
  return !['evidence', 'openness', 'contact', 'area'].includes(slot);
}

function isKnown(form: Form, slot: SlotName): boolean {
  if (slot === 'evidence') return form.evidenceCount > 0;
  if (slot === 'openness') return form.openness !== undefined;
  if (slot === 'contact') return form.hasContact || form.openness === 'anonymous';
  if (slot === 'area') return true;
  if (slot === 'onBehalfOf' && form.isForOther !== true) return true;
  return form.facts[slot] !== undefined;
}

export function settle(form: Form, slot: SlotName): Form {
  return form.settled.includes(slot) ? form : { ...form, settled: [...form.settled, slot] };
}
