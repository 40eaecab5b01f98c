import type { Step } from '../step.ts';
import type { Contact } from './contact.ts';

/** The question of contact after one step of the history; the only place where it changes. */
export function applyContact(contact: Contact | undefined, step: Step): Contact | undefined {
  const change = step.contact;
  if (change === undefined) return contact;
  const by = step.by.kind === 'staff' ? step.by.accountId : undefined;
  if (change.kind === 'asked') {
    const { kind: _, ...question } = change;
    const asked = { ...question, state: 'asked', askedAt: step.at, reminders: 0 } as const;
    return { ...asked, ...(by !== undefined && { askedBy: by }) };
  }
  if (change.kind === 'life_pleaded' && by !== undefined) {
    return { ...(contact ?? toUnasked(step.at)), plea: { reason: change.reason, by, at: step.at } };
  }
  if (contact === undefined) return undefined;
  if (change.kind === 'set_apart' && by !== undefined) {
    return { ...contact, apart: { reason: change.reason, by, at: step.at } };
  }
  return applyToQuestion(contact, change, step.at);
}

function applyToQuestion(
  contact: Contact,
  change: NonNullable<Step['contact']>,
  at: Date,
): Contact {
  if (change.kind === 'reminded') {
    return { ...contact, reminders: contact.reminders + 1, remindedAt: at };
  }
  if (change.kind === 'chosen') {
    const { apart: _, ...answered } = contact;
    return { ...answered, state: change.choice, chosenAt: at };
  }
  if (change.kind === 'check_named') return { ...contact, check: change.check };
  if (change.kind === 'life_granted') return { ...contact, state: 'life_at_stake', chosenAt: at };
  if (change.kind === 'sealed') return { ...contact, sealedAt: at };
  if (change.kind === 'opened') return toOpened(contact, at);
  if (change.kind !== 'left') return contact;
  return { ...toUnchosen(contact), state: 'asked', askedAt: at, reminders: 0 };
}

/** Opened because enough named the same, or because the reporter no longer waits. */
function toOpened({ sealedAt: _, ...contact }: Contact, at: Date): Contact {
  return contact.state === 'wait' ? { ...contact, openedAt: at } : contact;
}

function toUnchosen({
  chosenAt: _,
  openedAt: _opened,
  remindedAt: _reminded,
  apart: _apart,
  ...contact
}: Contact): Contact {
  return contact;
}

/** A plea may come before anybody asked: no words may go by it until it is granted. */
function toUnasked(at: Date): Contact {
  return { state: 'asked', words: '', givesAway: [], askedAt: at, reminders: 0 };
}
