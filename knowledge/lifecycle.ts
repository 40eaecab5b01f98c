import type {
  Entry,
  EntryAction,
  EntryAlert,
  EntryOrigin,
  EntryText,
  LiveText,
  Revision,
  Who,
} from './entry.ts';
import { isSameCitation } from './citation.ts';
import { KnowledgeError } from './errors.ts';

/** Who changes an entry and when; without `by` the service does it itself. */
export type Change = { readonly by?: Who; readonly at: Date };
/** A change that only a member of staff can make. */
export type StaffChange = { readonly by: Who; readonly at: Date };

/** A new entry, as a draft. Throws knowledge_text_invalid. */
export function createEntry(
  {
    id,
    text,
    origin,
  }: { readonly id: string; readonly text: EntryText; readonly origin: EntryOrigin },
  { by, at }: Change,
): Entry {
  checkText(text);
  return {
    id,
    version: 1,
    state: 'draft',
    text,
    origin,
    alerts: [],
    change: toChange('create', by),
    changedAt: at,
    ...(by !== undefined && { written: { ...by, at } }),
  };
}

/** A new draft; what is live stays until the draft is published. Throws knowledge_text_invalid. */
export function editEntry(entry: Entry, text: EntryText, { by, at }: StaffChange): Entry {
  checkText(text);
  return { ...step(toDraft(entry), 'edit', { by, at }), text, written: { ...by, at } };
}

/** An older revision's text as a new draft. Throws knowledge_other_entry. */
export function restoreEntry(entry: Entry, revision: Revision, { by, at }: StaffChange): Entry {
  if (revision.entryId !== entry.id) throw new KnowledgeError('knowledge_other_entry');
  const { text } = revision;
  return { ...step(toDraft(entry), 'restore', { by, at }), text, written: { ...by, at } };
}

/** Sets who keeps it right and when it is to be looked at again; neither touches the text. */
export function assignEntry(
  entry: Entry,
  { owner, reviewDueOn }: Pick<Entry, 'owner' | 'reviewDueOn'>,
  change: StaffChange,
): Entry {
  const { owner: _, reviewDueOn: __, ...rest } = step(entry, 'assign', change);
  return {
    ...rest,
    ...(owner !== undefined && { owner }),
    ...(reviewDueOn !== undefined && { reviewDueOn }),
  };
}

/**
 * Confirms a draft, or a live text that nobody has confirmed. Nobody confirms their own words unless the bureau has
 * no second editor. Throws knowledge_not_reviewable, knowledge_own_text.
 */
export function reviewEntry(
  entry: Entry,
  { by, at }: StaffChange,
  { isSoleEditor }: { readonly isSoleEditor: boolean },
): Entry {
  const isOpen = entry.state === 'draft' || entry.state === 'published';
  if (!isOpen || entry.reviewed !== undefined) throw new KnowledgeError('knowledge_not_reviewable');
  if (!isSoleEditor && isSameWho(entry.written, by)) throw new KnowledgeError('knowledge_own_text');
  return { ...step(entry, 'review', { by, at }), state: 'reviewed', reviewed: { ...by, at } };
}

/** Makes the reviewed text the live one. Throws knowledge_not_reviewed. */
export function publishEntry(entry: Entry, change: Change): Entry {
  const { reviewed } = entry;
  if (entry.state !== 'reviewed' || reviewed === undefined) {
    throw new KnowledgeError('knowledge_not_reviewed');
  }
  const published = step(dropSchedule(entry), 'publish', change);
  const { version, text } = published;
  return {
    ...published,
    state: 'published',
    live: { version, text, publishedAt: change.at, reviewed },
    // Whoever reviewed the text has seen what had changed by then.
    alerts: entry.alerts.filter((alert) => alert.at > reviewed.at),
  };
}

/** Has the reviewed text become live at a moment to come. Throws knowledge_not_reviewed, knowledge_publish_in_past. */
export function scheduleEntry(entry: Entry, publishAt: Date, change: StaffChange): Entry {
  if (entry.state !== 'reviewed') throw new KnowledgeError('knowledge_not_reviewed');
  if (publishAt <= change.at) throw new KnowledgeError('knowledge_publish_in_past');
  return { ...step(entry, 'schedule', change), publishAt };
}

/** Takes a schedule back; the text stays reviewed. Throws knowledge_not_scheduled. */
export function unscheduleEntry(entry: Entry, change: StaffChange): Entry {
  if (entry.publishAt === undefined) throw new KnowledgeError('knowledge_not_scheduled');
  return step(dropSchedule(entry), 'unschedule', change);
}

/** Publishes what is due at `at`, as of the moment it was due; undefined when nothing is. */
export function publishDue(entry: Entry, at: Date): Entry | undefined {
  const { publishAt } = entry;
  if (publishAt === undefined || publishAt > at) return undefined;
  const published = publishEntry(entry, { at });
  return published.live === undefined
    ? published
    : { ...published, live: { ...published.live, publishedAt: publishAt } };
}

/** What people are answered with at `at`: a due schedule holds although nobody has carried it out yet. */
export function findLive(entry: Entry, at: Date): LiveText | undefined {
  return (publishDue(entry, at) ?? entry).live;
}

/** Nobody is answered with it any more; its text and revisions stay. Throws knowledge_already_retired. */
export function retireEntry(entry: Entry, change: Change): Entry {
  if (entry.state === 'retired') throw new KnowledgeError('knowledge_already_retired');
  const { live: _, reviewed: __, ...rest } = step(dropSchedule(entry), 'retire', change);
  return { ...rest, state: 'retired', alerts: [] };
}

/** Notes what an editor must look at; undefined when it is noted already. */
export function alertEntry(entry: Entry, alert: EntryAlert): Entry | undefined {
  const isKnown = entry.alerts.some(
    ({ kind, citation }) => kind === alert.kind && isSameCitation(citation, alert.citation),
  );
  if (isKnown || entry.state === 'retired') return undefined;
  return { ...step(entry, 'alert', { at: alert.at }), alerts: [...entry.alerts, alert] };
}

/** An editor has looked, and the text stands. */
export function settleAlerts(entry: Entry, change: StaffChange): Entry {
  return { ...step(entry, 'settle', change), alerts: [] };
}

/** A shipped entry that nobody here has touched: a newer shipped text may replace it. */
export function isUntouched({ origin, written, reviewed, state }: Entry): boolean {
  const isAsShipped = written === undefined && reviewed === undefined && state === 'published';
  return origin === 'starter' && isAsShipped;
}

function step(entry: Entry, action: EntryAction, { by, at }: Change): Entry {
  return { ...entry, version: entry.version + 1, change: toChange(action, by), changedAt: at };
}

function toDraft(entry: Entry): Entry {
  const { reviewed: _, ...rest } = dropSchedule(entry);
  return { ...rest, state: 'draft' };
}

function dropSchedule({ publishAt: _, ...rest }: Entry): Entry {
  return rest;
}

function toChange(action: EntryAction, by: Who | undefined): Entry['change'] {
  return by === undefined ? { action } : { action, by };
}

/** Names are not unique; where an account is known it alone counts. */
function isSameWho(a: Who | undefined, b: Who): boolean {
  if (a === undefined) return false;
  return a.accountId === undefined ? a.name === b.name : a.accountId === b.accountId;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function checkText({
  question,
  answer,
  kind,
  audience,
  inForceFrom,
  inForceTo,
  checkedThrough,
  chart,
}: EntryText): void {
  const steps = new Set(chart?.map(({ id }) => id));
  const isRefused =
    question.trim() === '' ||
    answer.trim() === '' ||
    [inForceFrom, inForceTo, checkedThrough].some(
      (day) => day !== undefined && !dayPattern.test(day),
    ) ||
    (inForceFrom !== undefined && inForceTo !== undefined && inForceTo < inForceFrom) ||
    (kind === 'guide' && audience !== 'staff') ||
    (chart ?? []).some(({ next }) => next.some(({ to }) => !steps.has(to)));
  if (isRefused) throw new KnowledgeError('knowledge_text_invalid');
}
