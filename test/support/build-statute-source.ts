import {
  toArticleLabel,
  type Article,
  type StatuteSource,
  type StatuteStore,
  type StatuteVersion,
} from '../../knowledge/index.ts';

/** A whole version of an invented statute, in force since 2020 and not ended. */
export function buildVersion(given: Partial<StatuteVersion> = {}): StatuteVersion {
  const adoptedOn = given.adoptedOn ?? { day: '2019-11-20', source: '通过' };
  const title = given.title ?? '桥梁照看法';
  return {
    id: `${title}@${adoptedOn.day}`,
    title,
    adoptedOn,
    inForceFrom: { day: '2020-01-01', source: '第九条' },
    checkedThrough: '2025-04-19',
    acts: [adoptedOn.day],
    repeals: [],
    articles: 9,
    digest: '0',
    isWhole: true,
    ...given,
  };
}

/** A version without a day in force. */
export function buildUndatedVersion(given: Partial<StatuteVersion> = {}): StatuteVersion {
  const { inForceFrom: _inForceFrom, ...version } = buildVersion(given);
  return version;
}

/** An invented statute of two articles, ready to import: adopted on 20 November 2019, in force from 2020. */
export function buildStatute(given: Partial<StatuteSource> = {}): StatuteSource {
  return {
    title: '桥梁照看法',
    preamble: '2019年11月20日 议会通过',
    adoptedOn: { day: '2019-11-20', source: '通过' },
    articles: numberArticles(['看桥的人每天走一遍。', '本法自2020年1月1日起施行。']),
    faults: [],
    ...given,
  };
}

/** Articles numbered from 1 with the given words. */
export function numberArticles(texts: readonly string[]): StatuteSource['articles'] {
  return texts.map((text, index) => {
    const number = String(index + 1);
    return { number, label: toArticleLabel(number), text };
  });
}

/** Counts the writes that reach the store; the one numbered `failAt` throws, and all after it. */
export function watchWrites(store: StatuteStore, failAt = Infinity) {
  const writes: string[] = [];
  function watch<Args extends readonly unknown[]>(
    name: string,
    write: (...args: Args) => Promise<void>,
  ) {
    return async (...args: Args): Promise<void> => {
      writes.push(name);
      if (writes.length >= failAt) throw new Error('the process died');
      await write(...args);
    };
  }
  const watched: StatuteStore = {
    ...store,
    begin: watch('begin', store.begin),
    addArticles: watch('addArticles', store.addArticles),
    finish: watch('finish', store.finish),
    setDates: watch('setDates', store.setDates),
  };
  return { store: watched, writes };
}

/** All articles of all whole versions. */
export async function readEverything(
  store: StatuteStore,
): Promise<readonly (readonly [StatuteVersion, readonly Article[]])[]> {
  const versions = await store.listVersions();
  return Promise.all(
    versions.map(async (version) => [version, await store.listArticles(version.id)] as const),
  );
}
