import type { Outcome, Reply } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import {
  dropPending,
  slotNames,
  type DialogueState,
  type Form,
  type SlotName,
} from './dialogue.ts';
import { ask, askFor, claim, hasSlot, isFact, isSlot, noteContact, resume } from './form.ts';
import { recall } from './form-commands.ts';
import type { Heard } from './hear.ts';
import { findSlot, listLabels, readContact } from './recognise.ts';
import { isCommand, readFreeText, type HeardRoute } from './route.ts';
import { align, readCorrection, spotFacts, type Correction } from './spot/index.ts';
import type { TellPorts } from './take-telling.ts';
import { writeSlot } from './take-words.ts';

type Fold = TellPorts['fold'];

/** 地点改成…, 时间错了，应该是…, 不是…是…: any slot of an open draft is put right in free words, in review too. */
export function createCorrect(ports: TellPorts): HeardRoute {
  return {
    name: 'correct',
    plan(heard) {
      const { form } = heard.state;
      const isChange = isCommand(heard, 'change') && heard.command?.rest !== '';
      const text = isChange ? heard.text : readFreeText(heard);
      if (form === undefined || text === undefined) return undefined;
      const correction = readCorrectionOf(text, ports.fold);
      const aim =
        correction === undefined ? undefined : findAim(form, correction, heard, ports.fold);
      if (aim === undefined) return undefined;
      return aim.value === undefined
        ? () => askAgain(heard, form, aim.slot)
        : async () => replace(heard, form, { slot: aim.slot, value: aim.value ?? '' }, ports);
    },
  };
}

/** The correction that the words are, if they are one. */
export function readCorrectionOf(text: string, fold: Fold): Correction | undefined {
  return readCorrection(align(text, fold), listLabels());
}

type Aim = { readonly slot: SlotName; readonly value?: string };

/** Which slot is meant, and what it is to be; undefined where the words may be an answer after all. */
function findAim(
  form: Form,
  correction: Correction,
  { text = '' }: Heard,
  fold: Fold,
): Aim | undefined {
  if (correction.kind === 'slot') {
    const slot = findSlot(correction.label, fold);
    if (slot === undefined || !hasSlot(form, slot)) return undefined;
    return correction.value === undefined ? { slot } : { slot, value: correction.value };
  }
  if (correction.kind === 'words') return findByWords(form, correction.old, correction.value, fold);
  const asked = isSlot(form.asking) ? form.asking : undefined;
  const slot = findKindOf(correction.value, fold) ?? findLast(form);
  // 应该是… to an open question is its answer.
  if (slot === undefined || slot === asked || !/错|更正|纠正/u.test(fold(text))) return undefined;
  return { slot, value: correction.value };
}

/** The slot that holds the old words; else the one of the new words' kind. */
function findByWords(form: Form, old: string, value: string, fold: Fold): Aim | undefined {
  const wanted = fold(old);
  for (const [slot, words] of Object.entries(form.facts)) {
    const name = slotNames.find((known) => known === slot);
    if (name === undefined || name === 'story') continue;
    const plain = words.replace(/（\d{4}-\d{2}-\d{2}）$/u, '');
    const at = fold(plain).indexOf(wanted);
    if (at < 0) continue;
    const isWhole = fold(plain) === wanted || plain.length !== fold(plain).length;
    return {
      slot: name,
      value: isWhole ? value : plain.slice(0, at) + value + plain.slice(at + wanted.length),
    };
  }
  const slot = findKindOf(value, fold);
  const isOwn = slot !== undefined && isFact(slot) && form.facts[slot] !== undefined;
  return isOwn ? { slot, value } : undefined;
}

function findKindOf(value: string, fold: Fold): SlotName | undefined {
  const { facts } = spotFacts(`在${value}`, fold);
  return (['time', 'actingUnit', 'place'] as const).find((slot) => facts[slot] !== undefined);
}

function findLast({ settled }: Form): SlotName | undefined {
  return settled.findLast((slot) => isFact(slot) && slot !== 'story');
}

async function replace(
  heard: Heard,
  draft: Form,
  { slot, value }: { readonly slot: SlotName; readonly value: string },
  { people, fold }: TellPorts,
): Promise<Outcome<DialogueState>> {
  const form = resume(draft);
  if (slot === 'contact') {
    const contact = readContact(value, true);
    if (contact.name === undefined && contact.phone === undefined)
      return askAgain(heard, draft, slot);
    await people.keepForDraft(heard.personId, contact);
    return goOn(heard, ask(noteContact(form)), { key: 'conversation.form.contactSealed' });
  }
  const written = writeSlot(form, slot, value, heard.at, fold);
  if (written === undefined) return askAgain(heard, draft, slot);
  const claimed = claim(written, heard.message.id);
  const words = isFact(slot) ? (claimed.facts[slot] ?? value) : value;
  const reply = {
    key: 'conversation.form.corrected',
    values: { slotKey: `conversation.slot.${slot}`, words },
  };
  return goOn(heard, form.asking === slot ? ask(claimed) : claimed, reply);
}

function askAgain(heard: Heard, form: Form, slot: SlotName): Outcome<DialogueState> {
  const asked = askFor(resume(form), slot);
  return goOn(heard, asked, ...recall(asked));
}

function goOn(heard: Heard, form: Form, ...replies: readonly Reply[]): Outcome<DialogueState> {
  return conclude(heard, { replies, state: { ...dropPending(heard.state), form } });
}
