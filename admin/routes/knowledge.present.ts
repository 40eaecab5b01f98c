import {
  toCitationLabel,
  type Citation,
  type Entry,
  type EntryText,
  type Revision,
  type Stamp,
  type UseCount,
  type Who,
} from '../../knowledge/index.ts';
import type { EntryView, RevisionView } from './knowledge.schema.ts';

/** An entry with what its versions were used for, all versions together. */
export type UsedEntry = { readonly entry: Entry; readonly use: EntryView['use'] };

/** Shows an entry of the knowledge base with who wrote, confirmed and changed it, and how it is used. */
export function presentEntry({ entry, use }: UsedEntry): EntryView {
  const { id, version, state, origin, live, owner, written, reviewed, publishAt } = entry;
  return {
    id,
    version,
    state,
    text: presentText(entry.text),
    origin,
    alerts: entry.alerts.map(({ kind, citation, at }) => {
      return { kind, citation: presentCitation(citation), at: at.toISOString() };
    }),
    ...presentChange(entry),
    use,
    ...(live && {
      live: {
        version: live.version,
        text: presentText(live.text),
        publishedAt: live.publishedAt.toISOString(),
        ...(live.reviewed && { reviewed: presentStamp(live.reviewed) }),
      },
    }),
    ...(owner && { owner: { name: owner.name, accountId: owner.accountId } }),
    ...(written && { written: presentStamp(written) }),
    ...(reviewed && { reviewed: presentStamp(reviewed) }),
    ...(publishAt && { publishAt: publishAt.toISOString() }),
    ...(entry.reviewDueOn !== undefined && { reviewDueOn: entry.reviewDueOn }),
  };
}

/** Shows a version as it once was. */
export function presentRevision(revision: Revision): RevisionView {
  const { version, state, text } = revision;
  return { version, state, text: presentText(text), ...presentChange(revision) };
}

/** A citation with the words that people know it by. */
export function presentCitation({ statute, article }: Citation) {
  return { statute, article, label: toCitationLabel({ statute, article }) };
}

/** The uses of all versions of an entry. */
export function sumUse(id: string, counts: readonly UseCount[]): EntryView['use'] {
  const own = counts.filter(({ source }) => source.slice(0, source.lastIndexOf('@')) === id);
  const last = own
    .flatMap(({ lastUsedAt }) => lastUsedAt?.toISOString() ?? [])
    .toSorted()
    .at(-1);
  return {
    hits: own.reduce((sum, { hits }) => sum + hits, 0),
    helpful: own.reduce((sum, { helpful }) => sum + helpful, 0),
    unhelpful: own.reduce((sum, { unhelpful }) => sum + unhelpful, 0),
    ...(last !== undefined && { lastUsedAt: last }),
  };
}

function presentText(text: EntryText): EntryView['text'] {
  const { similar, citations, chart, ...plain } = text;
  return {
    ...plain,
    similar: [...similar],
    citations: citations.map(presentCitation),
    ...(chart && { chart: chart.map((step) => ({ ...step, next: [...step.next] })) }),
  };
}

function presentChange({ change, changedAt }: Pick<Entry, 'change' | 'changedAt'>) {
  const by = change.by && presentWho(change.by);
  return {
    change: { action: change.action, ...(by && { by }) },
    changedAt: changedAt.toISOString(),
  };
}

function presentStamp({ name, at }: Stamp) {
  return { name, at: at.toISOString() };
}

function presentWho({ name }: Who) {
  return { name };
}
