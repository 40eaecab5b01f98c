import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { listDrafters, type DraftValues, type Ticket } from '../../../tickets/index.ts';
import { buildDocuments, buildMatter, bureau } from '../../support/build-documents.ts';

const basis = '2026年度行政执法监督计划第三项';
const word = '已与计划核对，不以任何人的举报为依据';
const story = '城管队员昨天在河口镇菜场收走了我的秤，没有给收据';
const against = (more: Partial<Ticket> = {}): Ticket =>
  buildMatter({
    respondent: { actingUnitId: 'u-1', responsibleOrganId: 'u-1' },
    openness: 'confidential',
    facts: { story },
    problems: [],
    ...more,
  });

/** A call for files that names neither ticket nor problem, at a bureau that has these matters. */
async function draftFree(matters: readonly Ticket[], values: DraftValues = { basis }) {
  const documents = buildDocuments(matters, {
    listOpenAgainst: async (unitIds) =>
      matters.filter(
        ({ respondent, status }) =>
          status !== 'merged' && unitIds.includes(respondent?.actingUnitId ?? ''),
      ),
  });
  const { id } = await documents.draftDocument({
    key: 'free',
    by: bureau.handler,
    kind: 'case_file_notice',
    values: {
      unitIds: ['u-1'],
      fields: { files: '2026年1月至2月的简易程序案卷', contact: '王同志' },
      ...values,
    },
  });
  return { documents, id };
}

async function approveAll({ documents, id }: Awaited<ReturnType<typeof draftFree>>) {
  let { state } = await documents.submitDocument({ id, by: bureau.handler });
  for (const by of [bureau.head, bureau.legal, bureau.vice, bureau.chief]) {
    if (state === 'in_review') ({ state } = await documents.approveDocument({ id, by }));
  }
  expect(state).toBe('approved');
}

const expectRefusal = (error: unknown) => expect(error).toHaveProperty('code');

describe('a unit’s paper that names no matter', () => {
  test.each([undefined, '', '  '])('is not handed in without its basis: %j', async (given) => {
    const { documents, id } = await draftFree([], given === undefined ? {} : { basis: given });
    await expect(documents.submitDocument({ id, by: bureau.handler })).rejects.toMatchObject({
      code: 'document_incomplete',
      missing: ['basis'],
    });
  });

  test('is not signed without the signer’s own word, which stays in its history', async () => {
    const free = await draftFree([]);
    await approveAll(free);
    const { documents, id } = free;
    const sign = (reason?: string) =>
      documents.signDocument({ id, by: bureau.chief, ...(reason !== undefined && { reason }) });
    for (const missing of [undefined, ' ']) {
      await expect(sign(missing)).rejects.toMatchObject({
        code: 'document_incomplete',
        missing: ['word'],
      });
    }
    const signed = await sign(word);
    expect(signed).toMatchObject({ state: 'signed', basis });
    expect(signed.steps.at(-1)).toMatchObject({ action: 'sign', reason: word });
  });

  test.each([
    ['a confidential reporter', against()],
    ['an anonymous reporter', against({ openness: 'anonymous' })],
  ])('is not signed with the words of %s in it, and is not told which', async (_, matter) => {
    const line = '请说明在河口镇菜场收走了秤的情况。';
    const paragraphs = [{ kind: 'text' as const, text: line }];
    const free = await draftFree([matter], { basis, paragraphs });
    await approveAll(free);
    const sign = free.documents.signDocument({ id: free.id, by: bureau.chief, reason: word });
    const refusal = await sign.catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'document_holds_reporter' });
    expect(Object(refusal).missing).toBeUndefined();
  });

  test.each([{ paraphrase: story }, { attachments: [story] }, { title: story }])(
    'hides the words of a merged reporter nowhere: %j',
    async (values) => {
      const leading = against({ id: 't-1', openness: 'open', facts: { story: '别的话' } });
      const merged = against({ id: 't-2', mergedInto: 't-1', status: 'merged' });
      const free = await draftFree([leading, merged], { basis, ...values });
      await approveAll(free);
      await expect(
        free.documents.signDocument({ id: free.id, by: bureau.chief, reason: word }),
      ).rejects.toMatchObject({ code: 'document_holds_reporter' });
    },
  );

  test('is drafted and handed in the same way whoever complained of the unit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('open', 'confidential', 'anonymous'), { maxLength: 4 }),
        fc.constantFrom(undefined, '', basis),
        async (opennesses, given) => {
          const matters = opennesses.map((openness, at) => against({ id: `t-${at}`, openness }));
          const values = { title: story, ...(given !== undefined && { basis: given }) };
          const answer = async (known: readonly Ticket[]) => {
            const { documents, id } = await draftFree(known, values);
            return documents.submitDocument({ id, by: bureau.handler }).then(
              ({ state }) => state,
              ({ code, missing, detail }) => ({ code, missing, detail }),
            );
          };
          expect(await answer(matters)).toEqual(await answer([]));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('keeps no basis once it names a problem, and needs one again when it names none', async () => {
    const matter = buildMatter();
    const { documents, id } = await draftFree([matter], {});
    const edit = async (values: DraftValues) =>
      documents.editDocument({ id, by: bureau.handler, values });
    expect((await edit({ basis })).basis).toBe(basis);
    const problemIds = matter.problems.map((problem) => problem.id);
    expect((await edit({ problemIds })).basis).toBeUndefined();
    await edit({ problemIds: [] });
    await expect(documents.submitDocument({ id, by: bureau.handler })).rejects.toMatchObject({
      missing: ['basis'],
    });
  });

  test('names its matter where nobody but the drafter signs', async () => {
    const documents = buildDocuments();
    const fields = { document: '通知书', place: '局里', way: '直接', servedBy: '王明' };
    const { id } = await documents.draftDocument({
      key: 'receipt',
      by: bureau.handler,
      kind: 'service_receipt',
      values: { unitIds: ['u-1'], fields, basis },
    });
    await expect(documents.submitDocument({ id, by: bureau.handler })).rejects.toMatchObject({
      missing: ['matter'],
    });
  });

  const anybody = fc.constantFrom(...Object.values(bureau));
  const rounds = fc.record({
    editor: fc.option(fc.constantFrom(bureau.handler, bureau.head), { nil: undefined }),
    values: fc.constantFrom<DraftValues>({ basis }, { basis: ' ' }, { title: '关于调卷的函' }),
    approver: fc.constantFrom(bureau.head, bureau.chief),
    signer: anybody,
    reason: fc.constantFrom('', ' ', word),
  });

  test('is signed by no sequence of acts without basis and another’s word', async () => {
    let signings = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(rounds, { minLength: 1, maxLength: 5 }), async (sequence) => {
        const { documents, id } = await draftFree([], {});
        for (const { editor, values, approver, signer, reason } of sequence) {
          if (editor) await documents.editDocument({ id, by: editor, values }).catch(expectRefusal);
          await documents.submitDocument({ id, by: bureau.handler }).catch(expectRefusal);
          await documents.approveDocument({ id, by: approver }).catch(expectRefusal);
          await documents.signDocument({ id, by: signer, reason }).catch(expectRefusal);
        }
        const end = await documents.store.find(id);
        if (end?.state !== 'signed') return;
        signings += 1;
        const step = end.steps.at(-1);
        expect([end.basis, step?.reason]).toEqual([basis, word]);
        expect(listDrafters(end)).not.toContain(step?.accountId);
      }),
      { numRuns: 300 },
    );
    expect(signings).toBeGreaterThan(0);
  });
});
