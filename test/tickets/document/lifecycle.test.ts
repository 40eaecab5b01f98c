import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  defaultProfile,
  documentMoves,
  listDocumentActions,
  findDocumentRules,
  listDrafters,
  type DocumentAction,
  type DocumentAsker,
  type OfficialDocument,
} from '../../../tickets/index.ts';
import {
  buildDocuments,
  buildMatter,
  bureau,
  draftLetter,
  hashText,
  signThrough,
  type TestDocuments,
} from '../../support/build-documents.ts';
import { buildProfiles } from '../../support/build-profiles.ts';

const roles = ['handler', 'section_head', 'legal_reviewer', 'approver', 'analyst', 'system_admin'];
const ids = ['handler', 'head', 'legal', 'vice', 'chief', 'other'];

/** Anybody, with any roles, who may stand in for anybody. */
const aPerson: fc.Arbitrary<Omit<DocumentAsker, 'deputyFor'>> = fc.record({
  accountId: fc.constantFrom(...ids),
  name: fc.constant('某人'),
  roles: fc.oneof(fc.subarray(roles), fc.constant(roles)),
});
const anAsker: fc.Arbitrary<DocumentAsker> = fc.oneof(
  aPerson,
  fc.record({
    accountId: fc.constantFrom(...ids),
    name: fc.constant('某人'),
    roles: fc.subarray(roles),
    deputyFor: fc.array(aPerson, { maxLength: 2 }),
  }),
  fc.constantFrom(...Object.values(bureau)),
);
const acts = [
  'edit',
  'submit',
  'approve',
  'return',
  'sign',
  'seal',
  'enter',
  'serve',
  'void',
] as const;
const anAct = fc.record({
  act: fc.oneof(fc.constantFrom(...acts), fc.constantFrom('submit', 'approve', 'approve', 'sign')),
  by: anAsker,
  reason: fc.constantFrom('', '写明的理由'),
});
type Act = {
  readonly act: (typeof acts)[number];
  readonly by: DocumentAsker;
  readonly reason: string;
};

const refusals = new Set([
  'document_step_refused',
  'document_not_permitted',
  'document_own_draft',
  'document_passed_before',
  'document_incomplete',
  'document_value_invalid',
]);

async function perform(documents: TestDocuments, id: string, { act, by, reason }: Act) {
  const file = { fileId: 'f', algorithm: 'SHA-256', hash: hashText('scan') } as const;
  const request = { id, by, reason };
  const run: Readonly<Record<Act['act'], () => Promise<OfficialDocument>>> = {
    edit: () => documents.editDocument({ ...request, values: { copiedTo: [by.accountId] } }),
    submit: () => documents.submitDocument(request),
    approve: () => documents.approveDocument(request),
    return: () => documents.returnDocument(request),
    sign: () => documents.signDocument(request),
    seal: () => documents.sealDocument({ ...request, file }),
    enter: () =>
      documents.enterDocument({ ...request, file, number: '政决〔2026〕1号', on: '2026-03-10' }),
    serve: () =>
      documents.serveDocument({
        ...request,
        servings: [{ to: { kind: 'unit', unitId: 'u-1' }, by: 'portal' }],
      }),
    void: () => documents.voidDocument(request),
  };
  try {
    return await run[act]();
  } catch (error) {
    const code: unknown = Object(error).code;
    if (!refusals.has(String(code))) throw error;
    return undefined;
  }
}

function expectLawful(before: OfficialDocument, after: OfficialDocument, by: DocumentAsker): void {
  const step = after.steps.at(-1);
  const action: DocumentAction = step?.action ?? 'draft';
  expect(documentMoves[before.state][action]).toContain(after.state);
  expect(after.steps.slice(0, before.steps.length)).toEqual(before.steps);
  const judges = action === 'approve' || action === 'sign' ? [by.accountId, step?.actedFor] : [];
  expect(listDrafters(after).filter((id) => judges.includes(id))).toEqual([]);
  expect(action === 'edit' ? after.passed : []).toEqual([]);
  expect(action === 'sign' ? after.number?.seq : 1).toBe(1);
}

describe('the life of a document', () => {
  test('never leaves the table, whoever acts in which order, and nobody approves what they wrote', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 8, maxLength: 40 }), async (sequence) => {
        const matter = buildMatter();
        const documents = buildDocuments([matter]);
        let document = await draftLetter(documents, matter);
        for (const act of sequence) {
          const after = await perform(documents, document.id, act);
          if (after === undefined) continue;
          expectLawful(document, after, act.by);
          document = after;
          reached.add(after.state);
        }
        const fromSubmit = document.steps.slice(
          document.steps.findLastIndex(({ action }) => action === 'submit') + 1,
        );
        const passed = fromSubmit.filter(({ action }) => action === 'approve');
        expect(new Set(passed.map(({ accountId }) => accountId)).size).toBe(passed.length);
      }),
      { numRuns: 150 },
    );
    expect([...reached]).toEqual(
      expect.arrayContaining(['in_review', 'approved', 'signed', 'void']),
    );
  });

  test('goes from draft to signed by the chain: section, legal review, vice head', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const signed = await signThrough(documents, await draftLetter(documents, matter));
    expect(signed.steps.map(({ action, link }) => link ?? action)).toEqual([
      'draft',
      'submit',
      'section',
      'legal',
      'vice',
      'sign',
    ]);
    expect(signed.number?.text).toBe('司监函〔2026〕1号');
    expect(signed.signedOn).toBe('2026-03-10');
  });

  test('begins the chain anew once a word was changed, and keeps what was submitted before', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const { id } = await draftLetter(documents, matter);
    await documents.submitDocument({ id, by: bureau.handler });
    await documents.approveDocument({ id, by: bureau.head });
    const edited = await documents.editDocument({
      id,
      by: bureau.handler,
      values: { fields: { demand: '补办告知', contact: '李同志' } },
    });
    expect([edited.state, edited.passed]).toEqual(['draft', []]);
    const again = await documents.submitDocument({ id, by: bureau.handler });
    expect(again.submissions).toHaveLength(2);
    expect(JSON.stringify(again.submissions[0])).toContain('规范亮证告知程序');
    expect(JSON.stringify(again.submissions[1])).toContain('补办告知');
    await expect(documents.approveDocument({ id, by: bureau.legal })).rejects.toMatchObject({
      code: 'document_not_permitted',
    });
  });

  test('lets a deputy pass a link in the name of who is away, and never of who drafted', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const { id } = await draftLetter(documents, matter);
    await documents.submitDocument({ id, by: bureau.handler });
    const writer = { ...bureau.handler, roles: ['section_head'] };
    const other = { accountId: 'other', name: '代理人', roles: ['analyst'] };
    await expect(
      documents.approveDocument({ id, by: { ...other, deputyFor: [writer] } }),
    ).rejects.toMatchObject({ code: 'document_not_permitted' });
    await expect(
      documents.approveDocument({ id, by: { ...writer, deputyFor: [bureau.head] } }),
    ).rejects.toMatchObject({ code: 'document_own_draft' });
    const passed = await documents.approveDocument({
      id,
      by: { ...other, deputyFor: [bureau.head] },
    });
    expect(passed.steps.at(-1)).toMatchObject({ accountId: 'other', actedFor: 'head' });
  });

  test('is sent back with a reason only, to be submitted again', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const { id } = await draftLetter(documents, matter);
    await documents.submitDocument({ id, by: bureau.handler });
    await expect(documents.returnDocument({ id, by: bureau.head })).rejects.toMatchObject({
      code: 'document_incomplete',
      missing: ['reason'],
    });
    const back = await documents.returnDocument({ id, by: bureau.head, reason: '依据不足' });
    expect([back.state, back.steps.at(-1)?.reason]).toEqual(['draft', '依据不足']);
  });

  test('bears the name that its organ was given before it is submitted', async () => {
    const matter = buildMatter();
    const profiles = buildProfiles();
    const documents = buildDocuments([matter], { profiles });
    const draft = await draftLetter(documents, matter);
    const organs = defaultProfile.organs.map((organ) => ({
      ...organ,
      name: '清河县司法局',
      code: '清司',
    }));
    await profiles.publish({ ...defaultProfile, version: 2, organs });
    const signed = await signThrough(documents, draft);
    expect([draft.organName, signed.organName]).toEqual(['司法局', '清河县司法局']);
    expect(signed.number?.text).toMatch(/^清司/);
  });

  test('offers each person what state and rights allow together', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const draft = await draftLetter(documents, matter);
    const rules = findDocumentRules(documents.profile, draft);
    expect(listDocumentActions(draft, rules, bureau.handler)).toEqual(['edit', 'submit', 'void']);
    const submitted = await documents.submitDocument({ id: draft.id, by: bureau.handler });
    expect(listDocumentActions(submitted, rules, bureau.handler)).toEqual(['edit', 'void']);
    expect(listDocumentActions(submitted, rules, bureau.head)).toContain('approve');
    expect(listDocumentActions(submitted, rules, bureau.legal)).toEqual([]);
  });

  test('keeps its number when it is void, and the next document takes the next one', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const first = await signThrough(documents, await draftLetter(documents, matter));
    const gone = await documents.voidDocument({
      id: first.id,
      by: bureau.chief,
      reason: '写错单位',
    });
    expect([gone.state, gone.number?.seq, gone.steps.at(-1)?.reason]).toEqual([
      'void',
      1,
      '写错单位',
    ]);
    const second = await signThrough(documents, await draftLetter(documents, matter));
    expect(second.number?.seq).toBe(2);
  });

  test('refuses who saw an older version, and does a repeated request once', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const { id, version } = await draftLetter(documents, matter);
    const once = { id, by: bureau.handler, key: 'press-1' };
    const submitted = await documents.submitDocument(once);
    expect(await documents.submitDocument(once)).toEqual(submitted);
    await expect(documents.approveDocument({ id, by: bureau.head, version })).rejects.toMatchObject(
      { code: 'document_version_conflict', currentVersion: version + 1 },
    );
  });
});
