import { describe, expect, test } from '@jest/globals';
import { createPapers, createPrinter } from '../../../platform/documents/index.ts';
import {
  defaultProfile,
  toNumberText,
  writeOfficers,
  type DocumentKind,
  type OfficialDocument,
} from '../../../tickets/index.ts';
import {
  buildDocuments,
  buildFoundProblem,
  buildMatter,
  bureau,
  signThrough,
} from '../../support/build-documents.ts';
import { keepPicture } from '../../support/pictures.ts';
import { readPdf } from '../../support/read-paper.ts';

const papers = createPapers({
  printer: createPrinter(),
  checkUrl: 'https://jiandu.example.gov.cn/verify',
});
const kinds = defaultProfile.documentKinds.map((kind) => [kind.name, kind] as const);
const officers = writeOfficers([
  { name: '王明', certificate: 'JD3301001' },
  { name: '李红', certificate: 'JD3301002' },
]);
const words =
  '经查，该队二〇二六年一月至二月办理的简易程序案件中，有三件没有记录亮证告知的过程。\n上述情况有案卷、询问笔录和执法记录仪的录像为证，单位对事实没有异议。';

function fill({ fields }: DocumentKind): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map(({ name, label, input }) => {
      if (input === 'officers') return [name, officers];
      if (input === 'day') return [name, '2026-03-02'];
      return [name, input === 'words' ? words : `${label}示例`];
    }),
  );
}

/** A document of the kind as far as the bureau takes it: signed, or entered where another body made it. */
async function makeDocument(kind: DocumentKind): Promise<OfficialDocument> {
  const problems = ['identification', 'record'].map((type, index) =>
    buildFoundProblem('t-all-kinds', { id: `t-all-kinds-p${index + 1}`, type }),
  );
  const matter = buildMatter({ id: 't-all-kinds', problems });
  const documents = buildDocuments([matter], { judgeCertificate: async () => 'valid' });
  const by = { ...bureau.handler, roles: ['handler', 'section_head', 'intake_clerk'] };
  const draft = await documents.draftDocument({
    key: kind.id,
    by,
    kind: kind.id,
    ticketId: matter.id,
    values: {
      unitIds: ['u-1'],
      problemIds: problems.map(({ id }) => id),
      paraphrase: '有群众反映简易程序案件的办理问题。',
      fields: fill(kind),
      points: [
        {
          said: '没有出示证件',
          found: '属实，三件案件没有亮证告知的记录',
          proof: '执法记录仪录像、询问笔录',
          article: '《行政处罚法》第五十五条',
          done: '责令改正，并对承办人批评教育',
        },
      ],
    },
  });
  if (kind.chain === 'own' && kind.numbering !== 'outside') {
    await documents.submitDocument({ id: draft.id, by });
    return documents.signDocument({ id: draft.id, by });
  }
  if (kind.numbering !== 'outside') return signThrough(documents, draft);
  const file = { fileId: 'f-copy', algorithm: 'SHA-256', hash: 'a'.repeat(64) } as const;
  const number = '清政监决〔2026〕3号';
  return documents.enterDocument({ id: draft.id, by, number, on: '2026-03-09', file });
}

describe('every kind of document that is shipped', () => {
  test.each(kinds)(
    '%s is printed whole',
    async (_, kind) => {
      const document = await makeDocument(kind);
      const { pages, pictures } = readPdf(await papers.printPdf(document));
      for (const [at, png] of pictures.entries()) keepPicture(`kind-${kind.id}-${at + 1}`, png);
      const printed = pages.join('').replaceAll(/\s/gu, '');
      expect(pages.length).toBeGreaterThan(0);
      expect(printed).toContain(document.title);
      const number = toNumberText(document);
      expect(number === undefined).toBe(kind.numbering === 'none');
      expect(printed).toContain(number ?? document.organName);
      expect(printed).not.toMatch(
        /\{\{|\}\}|【|undefined|null|NaN|\[object|。，|。。|\d{4}-\d{2}-\d{2}/u,
      );
      const filled = kind.fields.filter(({ name: field }) => document.fields[field] !== undefined);
      expect(filled).toEqual(kind.fields);
      const written = kind.fields.filter(({ input }) => input === 'words');
      const times = printed.split(words.slice(0, 6)).length - 1;
      expect(times).toBeGreaterThanOrEqual(written.length);
    },
    20_000,
  );
});
