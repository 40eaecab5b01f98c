import { endVersion } from './end-version.ts';
import type { KnownEnd } from './known-ends.ts';
import type { Article, StatuteVersion } from './statute.ts';
import type { StatuteDates, StatuteStore } from './store.ts';

/** In one command; small enough that nobody waits for it. */
const batchSize = 100;

/** Writes versions and, of the ones that are here, what follows from them for the days of others. */
export type VersionWriter = {
  /** The version with the end that those here tell; writes nothing. */
  readonly withEnd: (version: StatuteVersion) => StatuteVersion;
  /** Brings the days of a version that is here up to what is known now; writes only what differs. */
  readonly renew: (version: StatuteVersion) => Promise<StatuteVersion>;
  /** Writes a version that is not here and makes it whole; undefined when it was stopped before. */
  readonly write: (
    version: StatuteVersion,
    articles: readonly Article[],
  ) => Promise<StatuteVersion | undefined>;
};

/** `held` are the whole versions by id, kept up to date here; `ended` gathers those that got another end. */
export function createVersionWriter(
  store: StatuteStore,
  held: Map<string, StatuteVersion>,
  ended: Map<string, StatuteVersion>,
  options: { readonly knownEnds: readonly KnownEnd[]; readonly isStopped: () => boolean },
): VersionWriter {
  /** Among the versions here and `cause`. */
  function endAmong(version: StatuteVersion, cause: StatuteVersion): StatuteVersion {
    const { inForceTo: _inForceTo, stale: _stale, ...endless } = version;
    const all = [...held.values(), cause];
    return { ...endless, ...endVersion(endless, all, options.knownEnds) };
  }

  async function settle(known: StatuteVersion, version: StatuteVersion): Promise<void> {
    if (hasSameDates(known, version)) return;
    await store.setDates(version.id, toDates(version));
    held.set(version.id, version);
    if (known.inForceTo?.day !== version.inForceTo?.day) ended.set(version.id, version);
  }

  /** Projected from all versions, so that it may be repeated. */
  async function endOthers(cause: StatuteVersion): Promise<void> {
    const concerned = new Set([cause.title, ...cause.repeals.map(({ title }) => title)]);
    for (const other of held.values()) {
      if (other.id === cause.id || !concerned.has(other.title)) continue;
      await settle(other, endAmong(other, cause));
    }
  }

  return {
    withEnd: (version) => endAmong(version, version),
    async renew(version) {
      const known = held.get(version.id) ?? version;
      const renewed = { ...version, isWhole: true, checkedThrough: findLater(known, version) };
      await settle(known, renewed);
      await endOthers(renewed);
      return renewed;
    },
    async write(version, articles) {
      await store.begin(version);
      for (let from = 0; from < articles.length; from += batchSize) {
        if (options.isStopped()) return undefined;
        await store.addArticles(articles.slice(from, from + batchSize));
      }
      if (options.isStopped()) return undefined;
      // Before it shows: nobody may find two versions in force.
      await endOthers(version);
      await store.finish(version.id);
      const whole = { ...version, isWhole: true };
      held.set(version.id, whole);
      return whole;
    },
  };
}

/** An older snapshot does not take back that somebody has looked since. */
function findLater(a: StatuteVersion, b: StatuteVersion): string {
  return a.checkedThrough > b.checkedThrough ? a.checkedThrough : b.checkedThrough;
}

function toDates(version: StatuteVersion): StatuteDates {
  const { inForceFrom, inForceTo, stale, checkedThrough, acts, repeals } = version;
  return { inForceFrom, inForceTo, stale, checkedThrough, acts, repeals };
}

function hasSameDates(a: StatuteVersion, b: StatuteVersion): boolean {
  return JSON.stringify(toDates(a)) === JSON.stringify(toDates(b));
}
