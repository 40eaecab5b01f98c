import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importStatutes } from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { buildDesk } from '../support/build-desk.ts';
import { buildEntry } from '../support/build-entry.ts';
import { buildStatute, numberArticles } from '../support/build-statute-source.ts';

let desk: Awaited<ReturnType<typeof buildDesk>>;
let call: ReturnType<typeof desk.client>;

const title = '桥梁照看条例';

beforeAll(async () => {
  desk = await buildDesk();
  const sources = [
    { year: 2020, texts: ['照看人每日看桥一次。', '桥上不得晾衣。', '旧桥由村照看。'] },
    { year: 2024, texts: ['照看人每日看桥两次。', '桥上不得晾衣。', '夜间要亮灯。'] },
  ].map(({ year, texts }) =>
    buildStatute({
      title,
      adoptedOn: { day: `${year}-03-04`, source: '通过' },
      preamble: `2020年3月4日 议会通过${year === 2020 ? '' : ' 2024年3月4日 议会修订'}`,
      articles: numberArticles([...texts, `本条例自${year}年6月1日起施行。`]),
    }),
  );
  const options = { knownDates: [], knownEnds: [], checkedThrough: '2026-01-01', fold };
  await importStatutes({ store: desk.data.statutes }, sources, options);
  const citations = [{ statute: title, article: '1' }];
  desk.data.entries.set('k-1', buildEntry({ id: 'k-1', question: '一天看几次桥？', citations }));
  desk.addAccount();
  call = desk.client(await desk.signIn());
});
afterAll(() => desk.stop());

const versions = [`${title}@2024-03-04`, `${title}@2020-03-04`];

describe('statutes at the desk', () => {
  test('stand with their versions, the newest first, and which one may be cited', async () => {
    const { items } = (await call('GET', '/knowledge/statutes')).body;
    expect(items).toMatchObject([
      {
        title,
        citedBy: 1,
        versions: [
          { id: versions[0], isCitable: true, inForceFrom: { day: '2024-06-01' } },
          { id: versions[1], isCitable: false, inForceTo: { day: '2024-05-31', by: 'newer' } },
        ],
      },
    ]);
  });

  test('are read article by article', async () => {
    const path = `/knowledge/statutes/articles?version=${encodeURIComponent(versions[0] ?? '')}`;
    const { items } = (await call('GET', path)).body;
    expect(items[2]).toMatchObject({ number: '3', label: '第三条' });
    expect((await call('GET', '/knowledge/statutes/articles?version=none')).status).toBe(404);
  });

  test('are compared word by word, with the entries that rest on what changed', async () => {
    const [newer = '', older = ''] = versions.map(encodeURIComponent);
    const path = `/knowledge/statutes/comparison?older=${older}&newer=${newer}`;
    const { changes, counts } = (await call('GET', path)).body;
    expect(counts).toMatchObject({ same: 1, added: 1, removed: 1 });
    expect(changes[0]).toMatchObject({
      kind: 'changed',
      older: '第一条',
      newer: '第一条',
      citedBy: [{ id: 'k-1', question: '一天看几次桥？', isLive: true }],
    });
    expect(changes[0].parts).toContainEqual({ kind: 'removed', text: '一' });
    expect(changes[0].parts).toContainEqual({ kind: 'added', text: '两' });
    const mixed = `/knowledge/statutes/comparison?older=${older}&newer=none`;
    expect((await call('GET', mixed)).status).toBe(404);
  });
});
