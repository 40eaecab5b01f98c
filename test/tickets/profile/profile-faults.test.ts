import { describe, expect, test } from '@jest/globals';
import { defaultProfile, listProfileFaults, type ProfileDraft } from '../../../tickets/index.ts';

const { hearing, consent, documentKinds } = defaultProfile;

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
  ])('name %s', (_, change, path, rule) => {
    expect(listProfileFaults({ ...defaultProfile, ...change })).toEqual([{ path, rule }]);
  });
});
