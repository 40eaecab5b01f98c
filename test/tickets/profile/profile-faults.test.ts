import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { defaultProfile, listProfileFaults, type ProfileDraft } from '../../../tickets/index.ts';

const { hearing, consent, documentKinds, organs } = defaultProfile;
const [bureau] = organs;
if (bureau === undefined) throw new Error('the shipped profile has organs');

const numbered = documentKinds.find((kind) => kind.numbering === 'own' && kind.organs.length > 1);
if (numbered === undefined) throw new Error('some shipped kind is numbered by several organs');
const recode = (organ: typeof bureau) =>
  organ.id === bureau.id ? { ...organ, code: '县' } : organ;

describe('the faults of a profile', () => {
  test('are none in the shipped one', () => {
    expect(listProfileFaults(defaultProfile)).toEqual([]);
  });

  test.each<[string, Partial<ProfileDraft>, string, string]>([
    [
      'a kind of document with two rules of hearing',
      { hearing: { ...hearing, kinds: [...hearing.kinds, ...hearing.kinds.slice(0, 1)] } },
      `hearing.kinds.${hearing.kinds.length}.documentKind`,
      'id_taken',
    ],
    [
      'a unit that may not give its account',
      {
        hearing: {
          ...hearing,
          kinds: hearing.kinds.map((rule) => ({
            ...rule,
            replies: rule.documentKind === 'proposal' ? ['acknowledgement'] : rule.replies,
          })),
        },
      },
      `hearing.kinds.${hearing.kinds.findIndex((one) => one.documentKind === 'proposal')}.replies`,
      'hearing_missing',
    ],
    [
      'a reminder on the day of the one before',
      { consent: { ...consent, remindAfterDays: [3, 7, 7] } },
      'consent.remindAfterDays.2',
      'reminder_order',
    ],
    [
      'words with a gap that nothing fills',
      {
        documentKinds: documentKinds.map((kind, at) =>
          at === 0 ? { ...kind, paragraphs: [{ kind: 'text', text: '{{nothing}}' }] } : kind,
        ),
      },
      'documentKinds.0.paragraphs',
      'gap_unknown',
    ],
    [
      'an organ with the code of another, in whatever width it is written',
      { organs: [...organs, { ...bureau, id: 'o-2', code: ` ${bureau.code}　` }] },
      `organs.${organs.length}.code`,
      'code_taken',
    ],
    [
      'an organ with the code of a retired one',
      {
        organs: [...organs, { ...bureau, id: 'o-2', code: '县', isRetired: true as const }].map(
          recode,
        ),
      },
      'organs.0.code',
      'code_taken',
    ],
    [
      'two kinds whose numbers read alike',
      { documentKinds: [...documentKinds, { ...numbered, id: 'k-2' }] },
      `documentKinds.${documentKinds.length}.numberPattern`,
      'pattern_taken',
    ],
    [
      'a pattern that leaves out which of its organs it is',
      {
        documentKinds: documentKinds.map((kind) =>
          kind.id === numbered.id ? { ...kind, numberPattern: '第{{seq}}号' } : kind,
        ),
      },
      `documentKinds.${documentKinds.indexOf(numbered)}.numberPattern`,
      'pattern_taken',
    ],
  ])('name %s', (_, change, path, rule) => {
    expect(listProfileFaults({ ...defaultProfile, ...change })).toEqual([{ path, rule }]);
  });

  test('leave no two papers with one number, whatever codes and patterns are published', () => {
    const texts = fc.constantFrom('司', '衢司', '政', '监通', '司监通', ' 司', '');
    const patterns = texts.map((text) => `{{organ}}${text}〔{{year}}〕{{seq}}号`);
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: organs.length, maxLength: organs.length }),
        fc.array(patterns, { minLength: documentKinds.length, maxLength: documentKinds.length }),
        (codes, given) => {
          const draft = {
            ...defaultProfile,
            organs: organs.map((organ, at) => ({ ...organ, code: codes[at] ?? '' })),
            documentKinds: documentKinds.slice(0, 4).map((kind, at) => ({
              ...kind,
              numbering: 'own' as const,
              numberPattern: given[at] ?? '',
            })),
          };
          const ofNumbers = ['code_taken', 'pattern_taken'];
          if (listProfileFaults(draft).some(({ rule }) => ofNumbers.includes(rule))) return;
          const firsts = draft.documentKinds.flatMap((kind) =>
            draft.organs
              .filter(({ id }) => kind.organs.includes(id))
              .map(({ code }) => kind.numberPattern.replace('{{organ}}', code)),
          );
          expect(new Set(firsts).size).toBe(firsts.length);
        },
      ),
    );
  });
});
