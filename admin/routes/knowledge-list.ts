import type { Entry } from '../../knowledge/index.ts';
import type { KnowledgeQuery } from './knowledge.schema.ts';

/** The entries that fit, the last changed first. */
export function selectEntries(
  entries: readonly Entry[],
  query: KnowledgeQuery,
  today: string,
): readonly Entry[] {
  const { state, kind, audience, area, unconfirmed, due, alerts } = query;
  const wanted = (query.query ?? '').toLowerCase();
  return entries
    .filter(
      (entry) =>
        (state === undefined || entry.state === state) &&
        (kind === undefined || entry.text.kind === kind) &&
        (audience === undefined || entry.text.audience === audience) &&
        (area === undefined || entry.text.area === area) &&
        (unconfirmed === undefined || isUnconfirmed(entry) === unconfirmed) &&
        (due === undefined || isDue(entry, today) === due) &&
        (alerts === undefined || entry.alerts.length > 0 === alerts) &&
        listTexts(entry).some((text) => text.toLowerCase().includes(wanted)),
    )
    .toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** How many entries of each kind there are, for the filters' badges. */
export function countEntries(entries: readonly Entry[], today: string) {
  const count = (fits: (entry: Entry) => boolean): number => entries.filter(fits).length;
  return {
    all: entries.length,
    draft: count(({ state }) => state === 'draft'),
    reviewed: count(({ state }) => state === 'reviewed'),
    published: count(({ state }) => state === 'published'),
    retired: count(({ state }) => state === 'retired'),
    unconfirmed: count(isUnconfirmed),
    due: count((entry) => isDue(entry, today)),
    alerts: count(({ alerts }) => alerts.length > 0),
  };
}

/** People hear it, and nobody of the bureau has confirmed it. */
function isUnconfirmed({ live }: Entry): boolean {
  return live !== undefined && live.reviewed === undefined;
}

function isDue({ reviewDueOn, state }: Entry, today: string): boolean {
  return reviewDueOn !== undefined && reviewDueOn <= today && state !== 'retired';
}

function listTexts({ id, text }: Entry): readonly string[] {
  return [id, text.area, text.question, text.answer, ...text.similar];
}
