import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createEntry,
  createImports,
  type Entry,
  type ImportPorts,
  starterRows,
  toTableRow,
} from '../../../knowledge/index.ts';
import { createKnowledgeStore, createTableStore } from '../../../platform/mongo/index.ts';
import { buildImportPorts, importer, startImport } from '../../support/build-imports.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';
import { readSharedData } from '../../support/shared-data.ts';

let place: TestDatabase;
let ports: ImportPorts;

beforeAll(async () => {
  place = await openTestDatabase();
});
beforeEach(async () => {
  await place.clear();
  ports = buildImportPorts(place.database);
});
afterAll(() => place.close());

const questions = (count: number): string =>
  [
    '问题,答案',
    ...Array.from({ length: count }, (_, at) => `第${at}个问题？,第${at}个答案。`),
  ].join('\n');

async function runTo(id: string, withPorts = ports) {
  await createImports(withPorts).run(id);
  const job = await ports.jobs.find(id);
  if (job === undefined) throw new Error('the import is gone');
  return job;
}

async function listEntries(): Promise<readonly Entry[]> {
  return createKnowledgeStore(place.database).list();
}

/** Everything dies at the nth draft, as a process does: not even the failure is written down. */
function dieAt(count: number): ImportPorts {
  let left = count;
  const isDead = () => left <= 0;
  const refuseWhenDead = <Result>(act: () => Promise<Result>): Promise<Result> =>
    isDead() ? Promise.reject(new Error('killed')) : act();
  return {
    ...ports,
    entries: {
      ...ports.entries,
      insert: (entry) => {
        left -= 1;
        return refuseWhenDead(() => ports.entries.insert(entry));
      },
    },
    jobs: {
      ...ports.jobs,
      find: (id) => refuseWhenDead(() => ports.jobs.find(id)),
      save: (job) => refuseWhenDead(() => ports.jobs.save(job)),
    },
  };
}

describe('an import of questions', () => {
  test('makes drafts that nobody is answered with yet, and counts them', async () => {
    const job = await runTo(await startImport(ports, { 'a.csv': questions(60) }));
    expect(job).toMatchObject({
      status: 'done',
      progress: { done: 60, total: 60 },
      report: { added: 60, same: 0, kept: [], faults: 0 },
    });
    const entries = await listEntries();
    expect(new Set(entries.map(({ state, origin }) => `${state} ${origin}`))).toEqual(
      new Set(['draft import']),
    );
    expect(entries.filter(({ live }) => live !== undefined)).toEqual([]);
    await place.checkShapes();
  });

  test('a second time changes nothing', async () => {
    await runTo(await startImport(ports, { 'a.csv': questions(30) }));
    const before = await listEntries();
    const job = await runTo(await startImport(ports, { 'renamed.csv': questions(30) }));
    expect(job.report).toMatchObject({ added: 0, same: 30, kept: [] });
    expect(await listEntries()).toEqual(before);
  });

  test('killed half-way and repeated gives the same', async () => {
    await runTo(await startImport(ports, { 'a.csv': questions(80) }));
    const whole = await listEntries();
    await place.clear();
    const id = await startImport(ports, { 'a.csv': questions(80) });
    await expect(createImports(dieAt(41)).run(id)).rejects.toThrow('killed');
    expect(await ports.jobs.find(id)).toMatchObject({ status: 'running', progress: { done: 25 } });
    await createImports(ports).resume();
    expect(await ports.jobs.find(id)).toMatchObject({
      status: 'done',
      attempts: 2,
      progress: { done: 80 },
    });
    expect(await listEntries()).toEqual(whole);
  });

  test('leaves alone what is here in other words, and says so', async () => {
    await runTo(await startImport(ports, { 'a.csv': '问题,答案\n怎么投诉？,回复投诉。\n' }));
    const job = await runTo(
      await startImport(ports, { 'b.csv': '问题,答案\n怎么投诉,打电话。\n' }),
    );
    expect(job.report).toMatchObject({ added: 0, kept: [{ title: '怎么投诉', source: 'b.csv' }] });
    expect((await listEntries()).map(({ text }) => text.answer)).toEqual(['回复投诉。']);
  });

  test('taken over by another process is left to it, and not called broken', async () => {
    const id = await startImport(ports, { 'a.csv': questions(60) });
    let hasOvertaken = false;
    const slow: ImportPorts = {
      ...ports,
      entries: {
        ...ports.entries,
        insert: async (entry) => {
          if (!hasOvertaken) {
            hasOvertaken = true;
            await createImports(ports).run(id);
          }
          return ports.entries.insert(entry);
        },
      },
    };
    await createImports(slow).run(id);
    expect(await ports.jobs.find(id)).toMatchObject({ status: 'done', progress: { done: 60 } });
    expect(await listEntries()).toHaveLength(60);
  });

  test('that failed counts anew when other files are added to it', async () => {
    const id = await startImport(ports, { 'b.csv': questions(40) });
    let left = 30;
    const broken: ImportPorts = {
      ...ports,
      entries: {
        ...ports.entries,
        insert: async (entry) => {
          left -= 1;
          if (left < 0) throw new Error('no disk');
          return ports.entries.insert(entry);
        },
      },
    };
    await expect(createImports(broken).run(id)).rejects.toThrow('no disk');
    const imports = createImports(ports);
    await imports.addFile(id, 'a.csv', Buffer.from('问题,答案\n另一个问题？,另一个答案。\n'));
    await imports.start(id);
    expect(await runTo(id)).toMatchObject({ status: 'done', report: { added: 11, same: 30 } });
  });

  test('that fails says so, and may be started again', async () => {
    const broken: ImportPorts = {
      ...ports,
      entries: { ...ports.entries, insert: () => Promise.reject(new Error('no disk')) },
    };
    const id = await startImport(ports, { 'a.csv': questions(3) });
    await expect(createImports(broken).run(id)).rejects.toThrow('no disk');
    expect(await ports.jobs.find(id)).toMatchObject({ status: 'failed' });
    await createImports(ports).start(id);
    expect(await runTo(id)).toMatchObject({ status: 'done', report: { added: 3 } });
  });
});

describe('an import', () => {
  test('shows beforehand what it would do, and writes nothing', async () => {
    await runTo(await startImport(ports, { 'a.csv': '问题,答案\n一,甲\n二,乙\n' }));
    const before = await listEntries();
    const imports = createImports(ports);
    const { id } = await imports.open(importer);
    await imports.addFile(id, 'b.csv', Buffer.from('问题,答案\n一,甲\n二,丙\n三,丁\n,戊\n'));
    await imports.addFile(id, 'scan.pdf', Buffer.from('%PDF-1.7'));
    const { sources, refused } = await imports.preview(id);
    expect(sources[0]?.items.map(({ title, what }) => [title, what])).toEqual([
      ['一', 'same'],
      ['二', 'kept'],
      ['三', 'added'],
    ]);
    expect(sources[0]?.faults).toMatchObject([
      { row: 5, column: 'question', reason: 'value_missing' },
    ]);
    expect(refused).toEqual([{ name: 'scan.pdf', code: 'file_kind_refused' }]);
    expect(await listEntries()).toEqual(before);
  });

  test('takes several files at once, the same one once', async () => {
    const imports = createImports(ports);
    const { id } = await imports.open(importer);
    const names = ['a.csv', 'b.csv', 'a.csv', 'c.csv'];
    await Promise.all(
      names.map((name) => imports.addFile(id, name, Buffer.from(`问题,答案\n${name},甲\n`))),
    );
    expect((await ports.jobs.find(id))?.files.map(({ name }) => name).toSorted()).toEqual([
      'a.csv',
      'b.csv',
      'c.csv',
    ]);
  });

  test('is refused when empty, when over, and for statutes without the day they were checked', async () => {
    const imports = createImports(ports);
    const { id } = await imports.open(importer);
    await expect(imports.start(id)).rejects.toMatchObject({ code: 'import_empty' });
    await imports.addFile(id, 'law.txt', Buffer.from(versionOne));
    await expect(imports.start(id)).rejects.toMatchObject({ code: 'import_day_needed' });
    await imports.choose(id, { choices: [], checkedThrough: '2026-11-01' });
    await imports.start(id);
    await expect(imports.addFile(id, 'b', Buffer.from('x'))).rejects.toMatchObject({
      code: 'import_not_open',
    });
    await expect(imports.preview('other')).rejects.toMatchObject({ code: 'import_not_found' });
  });
});

const versionOne = `某市检查办法
（2024年1月10日某市人民政府令第1号公布 自2024年3月1日起施行）
第一条　为了规范行政检查，制定本办法。
第二条　检查人员不得少于两人，并应当出示证件。
第三条　检查结果应当在三十日内告知当事人。
第四条　本办法自2024年3月1日起施行。
`;
const versionTwo = `某市检查办法
（2026年5月10日某市人民政府令第9号公布 自2026年7月1日起施行）
第一条　为了规范行政检查，制定本办法。
第二条　检查人员不得少于两人，并应当出示证件。
第三条　检查结果应当在十日内告知当事人。
第四条　本办法自2026年7月1日起施行。
`;

function buildCiting(id: string, article: string): Entry {
  const text = {
    kind: 'question',
    area: 'other',
    audience: 'public',
    question: `${id}？`,
    similar: [],
    answer: '见办法。',
    citations: [{ statute: '某市检查办法', article }],
  } as const;
  return createEntry({ id, origin: 'staff', text }, { at: ports.now() });
}

function buildConfirmedRow(article: string) {
  const base = {
    id: 'row-1',
    version: 1,
    area: 'other',
    also: [],
    citations: [{ statute: '某市检查办法', article }],
    audience: 'public',
    origin: 'staff',
    confirmed: { by: '陈编辑', at: ports.now() },
  } as const;
  return toTableRow('leniency', base, { conduct: '迟报', outcome: '不予处罚' });
}

describe('a new version of a statute', () => {
  test('shows its change list, and marks every entry that cites what changed, once', async () => {
    await runTo(await startImport(ports, { 'v1.txt': versionOne }, '2026-11-01'));
    for (const entry of [buildCiting('cites-2', '2'), buildCiting('cites-3', '3')])
      await ports.entries.insert(entry);
    await ports.tables.insert(buildConfirmedRow('3'));
    const id = await startImport(ports, { 'v2.txt': versionTwo }, '2026-11-01');
    const { sources } = await createImports(ports).preview(id);
    expect(sources[0]?.statutes).toMatchObject([
      {
        title: '某市检查办法',
        isHere: true,
        adoptedOn: '2026-05-10',
        inForceFrom: '2026-07-01',
        counts: { same: 2, changed: 2 },
        changed: ['第三条', '第四条'],
      },
    ]);
    const job = await runTo(id);
    expect(await ports.tables.find('row-1')).not.toHaveProperty('confirmed');
    expect(job.report).toMatchObject({
      flagged: 2,
      statutes: [{ kind: 'newer', counts: { changed: 2 } }],
    });
    const alerts = (await listEntries()).map((entry) => [entry.id, entry.alerts.length]);
    expect(alerts).toEqual([
      ['cites-2', 0],
      ['cites-3', 1],
    ]);
  });

  test('marks them too when the process died between the text and the marks', async () => {
    await runTo(await startImport(ports, { 'v1.txt': versionOne }, '2026-11-01'));
    await ports.entries.insert(buildCiting('cites-3', '3'));
    const id = await startImport(ports, { 'v2.txt': versionTwo }, '2026-11-01');
    let isDead = false;
    const dying: ImportPorts = {
      ...ports,
      entries: {
        ...ports.entries,
        list: () => {
          isDead = true;
          return Promise.reject(new Error('killed'));
        },
      },
      jobs: {
        ...ports.jobs,
        find: (job) => (isDead ? Promise.reject(new Error('killed')) : ports.jobs.find(job)),
      },
    };
    await expect(createImports(dying).run(id)).rejects.toThrow('killed');
    expect((await listEntries())[0]?.alerts).toEqual([]);
    await createImports(ports).resume();
    expect((await listEntries())[0]?.alerts).toHaveLength(1);
    expect(await ports.jobs.find(id)).toMatchObject({ status: 'done', report: { flagged: 1 } });
  });
});

describe('rows of a table', () => {
  test('come in unconfirmed, are seeded once, and stay out when taken out', async () => {
    const store = createTableStore(place.database);
    await store.seed(starterRows);
    const [first] = await store.list('leniency');
    if (first === undefined) throw new Error('nothing was seeded');
    expect(await store.remove(first)).toBe(true);
    expect(await store.save({ ...first, version: first.version + 1 })).toBe(false);
    await store.seed(starterRows);
    expect(await store.list()).toHaveLength(starterRows.length - 1);
    const job = await runTo(
      await startImport(ports, {
        'list.csv': '违法行为,处理结果,适用条件\n占道经营,不予处罚,初次\n',
      }),
    );
    expect(job.report).toMatchObject({ added: 1 });
    const imported = (await store.list('leniency')).filter(({ origin }) => origin === 'import');
    expect(imported).toMatchObject([{ facts: { conduct: '占道经营' } }]);
    expect(imported[0]).not.toHaveProperty('confirmed');
    await place.checkShapes();
    expect(await store.save({ ...first, version: 9 })).toBe(false);
  });
});

test('all of the law data comes in, a second time changes nothing', async () => {
  const articles = readSharedData('laws/articles.jsonl');
  const laws = readSharedData('laws/laws.jsonl');
  if (articles === undefined || laws === undefined) return;
  const files = { 'articles.jsonl': articles, 'laws.jsonl': laws };
  const first = await runTo(await startImport(ports, files, '2025-04-19'));
  expect(first.status).toBe('done');
  const kinds = first.report?.statutes.map(({ kind }) => kind) ?? [];
  expect(kinds).toHaveLength(127);
  const refused = first.report?.statutes.filter(({ kind }) => kind === 'refused') ?? [];
  expect(refused.map(({ title, refusal }) => [title, refusal])).toEqual([]);
  const again = await runTo(await startImport(ports, files, '2025-04-19'));
  expect(new Set(again.report?.statutes.map(({ kind }) => kind))).toEqual(new Set(['same']));
}, 120_000);
