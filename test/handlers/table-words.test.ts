import { expect, test } from '@jest/globals';
import { sayAnswer } from '../../handlers/index.ts';
import { createTables, starterRows, type TableAnswer } from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { buildKnowledge } from '../support/build-knowledge.ts';
import { checkWords } from '../support/conversation-words.ts';

const render = createRender(await createTranslate());
const today = '2026-03-02';

test('a row that is offered leads to that row when it is chosen', async () => {
  const tables = createTables({ store: { list: async () => starterRows }, fold });
  for (const table of new Set(starterRows.map(({ kind }) => kind))) {
    const rows = starterRows.filter(({ kind }) => kind === table).slice(0, 3);
    const near: TableAnswer = { kind: 'near', table, rows };
    const { ask } = buildKnowledge(() => [], { tables: { lookUp: async () => near } });
    const reply = sayAnswer(await ask({ text: '能免罚吗', audience: 'public', today }));
    checkWords(reply);
    const says = (reply.options ?? []).slice(0, rows.length).map(({ say }) => say);
    for (const [at, row] of rows.entries()) {
      const chosen = await tables.lookUp(says[at] ?? '', { today, audience: row.audience });
      expect([says[at], chosen]).toMatchObject([says[at], { kind: 'row', row: { id: row.id } }]);
    }
  }
});

test('a row says its facts, its clause, whether it is confirmed, and that the deciding organ judges', async () => {
  const row = starterRows.find(({ kind }) => kind === 'leniency');
  if (row === undefined) throw new Error('no shipped row');
  const { ask } = buildKnowledge(() => [], {
    tables: { lookUp: async () => ({ kind: 'row', row }) },
  });
  const reply = sayAnswer(await ask({ text: '能免罚吗', audience: 'public', today }));
  checkWords(reply);
  expect(reply.sources?.[0]).toBe(`table:${row.id}@${row.version}`);
  const { text } = render(reply, 'zh-CN');
  for (const part of ['免罚轻罚清单', '情形：', '依据：', '待本单位确认', '由作出决定的机关认定']) {
    expect(text).toContain(part);
  }
});
