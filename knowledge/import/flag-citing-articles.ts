import { isSameCitation, type Citation } from '../citation.ts';
import type { Entry } from '../entry.ts';
import { alertEntry } from '../lifecycle.ts';
import { compareVersions } from '../statute/index.ts';
import type { ImportPorts } from './ports.ts';

type Ports = Pick<ImportPorts, 'entries' | 'tables' | 'now'>;

const mostTries = 5;

/**
 * Marks every entry, as it is written or as it is live, and takes the confirmation from every row of a table that
 * cites one of the articles; returns how many it marked.
 */
export async function flagCitingArticles(
  changed: readonly Citation[],
  ports: Ports,
): Promise<number> {
  if (changed.length === 0) return 0;
  return (await flagEntries(changed, ports)) + (await flagRows(changed, ports));
}

async function flagEntries(changed: readonly Citation[], ports: Ports): Promise<number> {
  let flagged = 0;
  for (const entry of await ports.entries.list()) {
    const cited = findCited(entry, changed);
    let isFlagged = false;
    for (const citation of cited) {
      if (await flagEntry(entry.id, citation, ports)) isFlagged = true;
    }
    if (isFlagged) flagged += 1;
  }
  return flagged;
}

/** A row is said with 待本单位确认 until somebody has looked at it again. */
async function flagRows(changed: readonly Citation[], { tables }: Ports): Promise<number> {
  const concerned = (await tables.list()).filter(
    ({ confirmed, citations }) => confirmed !== undefined && isCited(citations, changed),
  );
  for (const { confirmed: _, ...row } of concerned) {
    // Whoever edits it at this moment takes its confirmation away as well.
    await tables.save({ ...row, version: row.version + 1 });
  }
  return concerned.length;
}

/** False when it is marked already. An editor may be at work on it: what they saved meanwhile is taken up. */
async function flagEntry(
  id: string,
  citation: Citation,
  { entries, now }: Ports,
): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const entry = await entries.find(id);
    const alerted = entry && alertEntry(entry, { kind: 'statute_changed', citation, at: now() });
    if (alerted === undefined) return false;
    if (await entries.save(alerted)) return true;
  }
  throw new Error('an entry changes faster than it can be marked');
}

function isCited(citations: readonly Citation[], changed: readonly Citation[]): boolean {
  return citations.some((cited) => changed.some((article) => isSameCitation(cited, article)));
}

function findCited(entry: Entry, changed: readonly Citation[]): readonly Citation[] {
  const cited = [...entry.text.citations, ...(entry.live?.text.citations ?? [])];
  return changed.filter((article) => cited.some((one) => isSameCitation(one, article)));
}

/** The articles of the version before this one that read otherwise now; empty when it is the first. */
export async function listChangedArticles(
  versionId: string,
  { statutes }: Pick<ImportPorts, 'statutes'>,
): Promise<readonly Citation[]> {
  const all = await statutes.listVersions();
  const version = all.find(({ id }) => id === versionId);
  const before = all
    .filter(
      ({ title, adoptedOn }) => title === version?.title && adoptedOn.day < version.adoptedOn.day,
    )
    .toSorted((a, b) => (a.adoptedOn.day < b.adoptedOn.day ? 1 : -1))[0];
  if (version === undefined || before === undefined) return [];
  const [older, newer] = await Promise.all([
    statutes.listArticles(before.id),
    statutes.listArticles(version.id),
  ]);
  return compareVersions(older, newer).flatMap((change) =>
    change.kind === 'same' || change.kind === 'added'
      ? []
      : [{ statute: before.title, article: change.old.number }],
  );
}
