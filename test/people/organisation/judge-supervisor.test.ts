import { describe, expect, test } from '@jest/globals';
import { createJudgeSupervisor, type Unit } from '../../../people/index.ts';

const unit = (id: string, more: Partial<Unit> = {}): Unit => ({
  id,
  version: 1,
  name: id,
  aliases: [],
  kind: 'department',
  level: 'county',
  areas: [],
  ...more,
});
const units = new Map(
  [unit('bureau', { supervises: 'bureau' }), unit('market')].map((one) => [one.id, one]),
);
const unitOf: Readonly<Record<string, string>> = { JD330101: 'bureau', ZF330102: 'market' };

const judge = createJudgeSupervisor(
  {
    async findByNumber(number) {
      const unitId = unitOf[number];
      return unitId === undefined
        ? undefined
        : { id: number, unitId, last4: number.slice(-4), validUntil: '2026-03-02' };
    },
  },
  { find: (id) => units.get(id) },
);

describe('a supervising officer', () => {
  test.each([
    ['JD330101', '2026-03-02', 'valid'],
    ['jd-3301 01', '2026-03-02', 'valid'],
    ['JD330101', '2026-03-03', 'expired'],
    ['ZF330102', '2026-03-02', 'unknown'],
    ['JD330109', '2026-03-02', 'unknown'],
    ['王明', '2026-03-02', 'unknown'],
  ])('%s on %s is %s', async (number, today, verdict) => {
    expect(await judge(number, today)).toBe(verdict);
  });
});
