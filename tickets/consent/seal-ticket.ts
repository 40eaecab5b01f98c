import { withHistory } from '../course.ts';
import type { Step, Told, ToldPerson } from '../step.ts';
import type { Ticket } from '../ticket.ts';
import type { ContactChange } from './contact.ts';

/** The ticket as it may be seen while it is sealed: its number, state and dates, nobody's words and no unit. */
export function toSealed(ticket: Ticket): Ticket {
  const { area: _1, contactPointId: _2, origin: _3, splitFrom: _4, ...rest } = ticket;
  return withHistory({ ...rest, facts: {} }, ticket.history.map(stripStep));
}

/** Whether it lies sealed, or is to be because its reporter waits for others. */
export function isInEscrow({ contact }: Pick<Ticket, 'contact'>): boolean {
  if (contact === undefined) return false;
  const isWaiting = contact.state === 'wait' && contact.openedAt === undefined;
  return isWaiting || contact.sealedAt !== undefined;
}

/** Whether something stands in it that a sealed ticket must not show. */
export function holdsWords(ticket: Ticket): boolean {
  return toText(toSealed(ticket)) !== toText(withHistory(ticket, ticket.history));
}

/** The same for the same content, in whatever order it was stored. */
function toText(ticket: Ticket): string {
  return JSON.stringify(ticket, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** The whole ticket: what was kept away, with what happened since. Safe to repeat on one that is whole. */
export function toWhole(seen: Ticket, kept: Ticket): Ticket {
  const { area, contactPointId, origin, splitFrom } = kept;
  const whole = {
    ...seen,
    facts: { ...kept.facts, ...seen.facts },
    ...(area !== undefined && { area }),
    ...(contactPointId !== undefined && { contactPointId }),
    ...(origin !== undefined && { origin }),
    ...(splitFrom !== undefined && { splitFrom }),
  };
  const { history } = kept;
  return withHistory(
    whole,
    seen.history.map((step, index) => restoreStep(step, history[index])),
  );
}

/** A step that was kept but lost its race, and so was never stored, is none. */
function restoreStep(seen: Step, kept: Step | undefined): Step {
  const isSame = kept?.action === seen.action && kept.at.getTime() === seen.at.getTime();
  if (!isSame) return seen;
  return kept.told.kind === seen.told.kind ? kept : { ...kept, told: seen.told };
}

/** Marks that say nothing of what happened. */
const plainValues = ['urgency', 'openness', 'choice', 'score'];

/** Named one by one, so that what a step will hold one day is not shown by forgetting it here. */
function stripStep(step: Step): Step {
  const { seq, action, from, to, at, by, key, clock, withdrawal, joined } = step;
  const { values = {}, contact, told, toldOthers } = step;
  const plain = Object.fromEntries(
    Object.entries(values).filter(([name]) => plainValues.includes(name)),
  );
  const change = contact === undefined ? undefined : stripChange(contact);
  return {
    seq,
    action,
    ...(from !== undefined && { from }),
    to,
    at,
    by,
    ...(key !== undefined && { key }),
    ...(clock !== undefined && { clock }),
    ...(withdrawal !== undefined && { withdrawal }),
    ...(joined !== undefined && { joined }),
    told: stripTold(told),
    ...(Object.keys(plain).length > 0 && { values: plain }),
    ...(change !== undefined && { contact: change }),
    ...(toldOthers !== undefined && { toldOthers: toldOthers.map(stripNotice) }),
  };
}

function stripChange(change: ContactChange): ContactChange | undefined {
  if (change.kind === 'asked') return { kind: 'asked', words: '', givesAway: [] };
  if (change.kind === 'life_pleaded') return { kind: 'life_pleaded', reason: '' };
  if (change.kind === 'set_apart') return { kind: 'set_apart', reason: '' };
  return change.kind === 'check_named' ? undefined : change;
}

function stripTold(told: Told): Told {
  return told.kind === 'told' ? stripNotice(told) : told;
}

function stripNotice(notice: ToldPerson): ToldPerson {
  const { number = '', due = '' } = notice.values;
  const choicesKey = 'consent.numbered.all';
  return { ...notice, values: { number, due, reason: '', text: '', givesAway: '', choicesKey } };
}
