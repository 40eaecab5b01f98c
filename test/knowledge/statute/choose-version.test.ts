import { describe, expect, it } from '@jest/globals';
import {
  chooseVersion,
  endVersion,
  type KnownEnd,
  type StatuteVersion,
} from '../../../knowledge/index.ts';
import { buildUndatedVersion, buildVersion } from '../../support/build-statute-source.ts';

const first = buildVersion({
  adoptedOn: { day: '2001-02-03', source: '通过' },
  inForceFrom: { day: '2001-03-01', source: '第九条' },
  acts: ['2001-02-03'],
});
const second = buildVersion({
  adoptedOn: { day: '2019-11-20', source: '修订' },
  inForceFrom: { day: '2020-01-01', source: '第九条' },
  acts: ['2001-02-03', '2019-11-20'],
});

function settle(
  versions: readonly StatuteVersion[],
  known: readonly KnownEnd[] = [],
): readonly StatuteVersion[] {
  return versions.map((version) => ({ ...version, ...endVersion(version, versions, known) }));
}

function choose(versions: readonly StatuteVersion[], day: string): string {
  const chosen = chooseVersion(settle(versions), day);
  return chosen.kind === 'version' ? chosen.version.adoptedOn.day : chosen.why;
}

describe('the version in force on a day', () => {
  it('is the older one until the day before the newer takes force, not until its adoption', () => {
    const both = [second, first];
    expect(choose(both, '2019-11-19')).toBe('2001-02-03');
    expect(choose(both, '2019-12-31')).toBe('2001-02-03');
    expect(choose(both, '2020-01-01')).toBe('2019-11-20');
  });

  it('is none before the first one took force', () => {
    expect(choose([first, second], '2001-02-28')).toBe('not_yet');
    expect(choose([first, second], '1990-01-01')).toBe('not_yet');
  });

  it('is not known to be here before the first held one of a statute that is older', () => {
    expect(choose([second], '2019-12-31')).toBe('not_imported');
    expect(choose([second], '2001-02-02')).toBe('not_yet');
  });

  it('is none while a text between the two is missing', () => {
    const third = buildVersion({
      adoptedOn: { day: '2024-05-06', source: '修正' },
      inForceFrom: { day: '2024-07-01', source: '决定' },
      acts: ['2001-02-03', '2019-11-20', '2022-03-04', '2024-05-06'],
    });
    const held = [first, second, third];
    expect(choose(held, '2022-03-03')).toBe('2019-11-20');
    expect(choose(held, '2022-03-04')).toBe('not_imported');
    expect(choose(held, '2024-06-30')).toBe('not_imported');
    expect(choose(held, '2024-07-01')).toBe('2024-05-06');
  });

  it('is unknown from the adoption of a newer one whose day in force nobody tells', () => {
    const undated = buildUndatedVersion({
      adoptedOn: { day: '2024-05-06', source: '修正' },
      acts: ['2001-02-03', '2019-11-20', '2024-05-06'],
    });
    expect(choose([first, second, undated], '2024-05-05')).toBe('2019-11-20');
    expect(choose([first, second, undated], '2024-05-06')).toBe('unknown');
    expect(choose([undated], '2025-01-01')).toBe('unknown');
  });

  it('is none after a repeal', () => {
    const repealing = buildVersion({
      title: '桥梁法',
      adoptedOn: { day: '2021-01-01', source: '通过' },
      repeals: [{ title: '桥梁照看法', from: { day: '2021-06-01', source: '第三十条' } }],
    });
    const held = settle([first, second, repealing]).filter(({ title }) => title === '桥梁照看法');
    expect(chooseVersion(held, '2021-05-31').kind).toBe('version');
    expect(chooseVersion(held, '2021-06-01')).toMatchObject({ kind: 'none', why: 'ended' });
  });

  it('is not ended by the statute that repeals an older one of the same name', () => {
    const renewed = {
      ...second,
      repeals: [{ title: second.title, from: second.inForceFrom ?? { day: '', source: '' } }],
    };
    expect(choose([first, renewed], '2020-01-01')).toBe('2019-11-20');
    expect(choose([renewed], '2023-01-01')).toBe('2019-11-20');
  });

  it('is never one that is not whole', () => {
    expect(choose([first, { ...second, isWhole: false }], '2020-01-01')).not.toBe('2019-11-20');
    expect(choose([{ ...second, isWhole: false }], '2020-01-01')).toBe('not_imported');
    expect(choose([], '2020-01-01')).toBe('not_imported');
  });
});

describe('a version that the list calls stale', () => {
  const known: KnownEnd = {
    title: second.title,
    adoptedOn: '2019-11-20',
    lastDay: '2025-12-31',
    by: 'missing',
    source: '2025年修订',
    isStale: true,
  };

  it('is cited for no day while the newer text is not here', () => {
    const held = settle([first, second], [known]);
    for (const day of ['2020-01-01', '2025-06-01', '2026-06-01']) {
      expect(chooseVersion(held, day)).toMatchObject({ kind: 'none', why: 'stale' });
    }
    expect(chooseVersion(held, '2010-01-01').kind).toBe('version');
  });

  it('is cited for its time again once the newer text is here', () => {
    const third = buildVersion({
      adoptedOn: { day: '2025-06-27', source: '修订' },
      inForceFrom: { day: '2026-01-01', source: '第九条' },
      acts: ['2001-02-03', '2019-11-20', '2025-06-27'],
    });
    const held = settle([first, second, third], [known]);
    expect(chooseVersion(held, '2020-01-01')).toMatchObject({ version: { id: second.id } });
    expect(chooseVersion(held, '2026-01-01')).toMatchObject({ version: { id: third.id } });
  });
});
