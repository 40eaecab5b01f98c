import { describe, expect, test } from '@jest/globals';
import { defaultProfile, type DocumentKind, type Ticket } from '../../../tickets/index.ts';
import {
  buildDocuments,
  buildMatter,
  bureau,
  draftLetter,
  signThrough,
} from '../../support/build-documents.ts';

const { documentKinds, chains, organs, levels } = defaultProfile;

/** 文书 of domain.md. */
const named = [
  '问题反馈函',
  '行政执法监督通知书',
  '行政执法监督决定书',
  '行政执法监督建议书',
  '受理告知书',
  '补正通知书',
  '不予受理告知书',
  '延期告知书',
  '办理结果告知书',
  '调取案卷通知书',
  '督办单',
  '约谈通知书',
  '线索移送函',
  '送达回证',
  '受理审批表',
  '询问笔录',
  '现场检查记录',
  '核查报告',
  '集体讨论记录',
  '提请函',
  '结案审批表',
  '整改报告',
];

function listNames({ title, paragraphs, addressedTo = '' }: DocumentKind): readonly string[] {
  const words = JSON.stringify([title, addressedTo, paragraphs]);
  return [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
}

describe('the kinds that Duxin ships', () => {
  test('are all that the bureau works with, each with its source', () => {
    expect(documentKinds.map(({ name }) => name).toSorted()).toEqual(named.toSorted());
    expect(documentKinds.filter(({ source }) => source.trim() === '')).toEqual([]);
    expect(levels.map(({ documentKind }) => documentKind)).toEqual([
      'feedback_letter',
      'supervision_notice',
      'request_letter',
    ]);
  });

  test.each(documentKinds.map((kind) => [kind.name, kind] as const))(
    '%s names a chain, organs and nothing that no one fills in',
    (_, kind) => {
      expect(chains.map(({ id }) => id)).toContain(kind.chain);
      expect(organs.map(({ id }) => id)).toEqual(expect.arrayContaining([...kind.organs]));
      expect(kind.numbering === 'own').toBe(kind.numberPattern !== undefined);
      const known = kind.fields.map(({ name }) => name);
      const common = ['units', 'problems', 'answerWithin', 'reviewWithin', 'paraphrase'];
      const ofTicket = ['ticketNumber', 'filedOn'];
      const isOutward = kind.audience === 'unit' || kind.audience === 'government';
      const allowed = new Set([...known, ...common, ...(isOutward ? [] : ofTicket)]);
      expect(listNames(kind).filter((name) => !allowed.has(name))).toEqual([]);
      expect(known.filter((name) => !listNames(kind).includes(name))).toEqual([]);
    },
  );
});

describe('the words of a document', () => {
  test('come from problem, unit and limit; the ticket’s number and day stay out of a unit’s paper', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const draft = await draftLetter(documents, matter);
    const words = JSON.stringify([draft.title, draft.addressedTo, draft.paragraphs]);
    expect(draft.addressedTo).toBe('清河县城市管理局');
    expect(words).toContain('亮证告知：检查人员未出示执法证件。');
    expect(words).toContain('15个工作日');
    expect(words).not.toContain(matter.number);
    expect(words).not.toMatch(/2026年3月2日|\{\{|【/);
  });

  test('have a line for every point that the person made', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const point = {
      said: '没亮证',
      found: '属实',
      proof: '记录仪',
      article: '有关规定',
      done: '已纠正',
    };
    const draft = await draftLetter(documents, matter, [], 'result_notice');
    await expect(
      documents.submitDocument({ id: draft.id, by: bureau.handler }),
    ).rejects.toMatchObject({ code: 'document_incomplete', missing: ['points'] });
    const points = [point, { ...point, said: '多收钱' }];
    const { paragraphs } = await documents.editDocument({
      id: draft.id,
      by: bureau.handler,
      values: { points },
    });
    const table = paragraphs.find(({ kind }) => kind === 'table');
    expect(table).toMatchObject({
      rows: [
        ['没亮证', '属实', '记录仪', '有关规定', '已纠正'],
        ['多收钱', '属实', '记录仪', '有关规定', '已纠正'],
      ],
    });
  });

  test('of the reporter are refused in a unit’s paper, wherever they stand, but for the reviewed paraphrase', async () => {
    const story = '老板娘说那天有三个穿制服的人进来就翻抽屉';
    const matter = buildMatter({ facts: { story } });
    const documents = buildDocuments([matter]);
    const { id } = await draftLetter(documents, matter);
    const attempts = [
      { fields: { demand: `请查：三个穿制服的人，进来就翻抽屉。`, contact: '王同志' } },
      { attachments: [`${story}（记录）`] },
      { title: `关于${matter.number}的函` },
      { paragraphs: [{ kind: 'text', text: '有三个穿制服的人进来就翻' }] as const },
    ];
    for (const values of attempts) {
      const draft = await draftLetter(documents, matter);
      await documents.editDocument({ id: draft.id, by: bureau.handler, values });
      await expect(
        documents.submitDocument({ id: draft.id, by: bureau.handler }),
      ).rejects.toMatchObject({ code: 'document_holds_reporter' });
    }
    const values = { paraphrase: '三个穿制服的人进来就翻抽屉' };
    await documents.editDocument({ id, by: bureau.handler, values });
    expect((await documents.submitDocument({ id, by: bureau.handler })).state).toBe('in_review');
  });

  test.each([
    ['confidential', undefined, 'not_asked'],
    ['anonymous', undefined, 'not_asked'],
    ['confidential', { state: 'stop' }, 'stopped'],
    ['confidential', { state: 'go_on', words: '别的话' }, 'other_words'],
  ] as const)(
    'of a %s reporter go nowhere before the choice: %j',
    async (openness, answer, bar) => {
      const contact = { words: '有群众反映', givesAway: [], askedAt: new Date(0), reminders: 0 };
      const base = buildMatter({ openness });
      const matter: Ticket =
        answer === undefined ? base : { ...base, contact: { ...contact, ...answer } };
      const documents = buildDocuments([matter]);
      const draft = await draftLetter(documents, matter);
      await expect(signThrough(documents, draft)).rejects.toMatchObject({
        code: 'document_contact_refused',
        detail: bar,
      });
      expect((await documents.store.find(draft.id))?.number).toBeUndefined();
    },
  );

  test('that the reporter let go are those of the draft, and are signed', async () => {
    const contact = {
      state: 'go_on',
      words: '有群众反映现场检查的程序问题',
      givesAway: [],
      askedAt: new Date(0),
      reminders: 0,
    } as const;
    const matter: Ticket = { ...buildMatter({ openness: 'confidential' }), contact };
    const documents = buildDocuments([matter]);
    const draft = await draftLetter(documents, matter);
    expect(draft.paraphrase).toBe(contact.words);
    expect((await signThrough(documents, draft)).state).toBe('signed');
  });
});
