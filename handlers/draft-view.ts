import type { DraftView } from '../bot/index.ts';
import type { Facts } from '../tickets/index.ts';
import { readDialogue, slotNames } from './dialogue.ts';
import { canFile, slotsOf } from './form.ts';

/** What the bot has of a matter that is told but not filed, for the desk; undefined when nothing was begun. */
export function viewDraft(stored: unknown): (DraftView & { readonly facts: Facts }) | undefined {
  const { form } = readDialogue(stored).state;
  if (form === undefined) return undefined;
  const { kind, facts, settled, asking, messageIds } = form;
  const slots = slotsOf[kind];
  const texts: Readonly<Record<string, string>> = facts;
  const known = slotNames.flatMap((slot) => {
    const text = slot === 'openness' ? form.openness : texts[slot];
    return text === undefined ? [] : [{ slot, text }];
  });
  const answered = new Set<string>([...settled, ...known.map(({ slot }) => slot)]);
  return {
    kind,
    known,
    facts,
    asking,
    messageIds,
    open: slots.filter((slot) => !answered.has(slot)),
    canFile: canFile(form),
  };
}
