import { describe, expect, test } from '@jest/globals';
import type { Campaign, CampaignStore, CountCampaign, Ticket } from '../../tickets/index.ts';
import { buildTicket, filedAt } from '../support/build-ticket.ts';

const by = { accountId: 'a-1', name: '李科长' };
const change = {
  name: '占道经营专项',
  scope: { areas: ['city_management'], unitIds: ['urban'], matters: ['占道经营处罚'] },
  period: { from: '2026-03-01', to: '2026-06-30' },
} as const;

function buildCampaign(fields: Partial<Campaign> = {}): Campaign {
  return {
    ...change,
    id: 'c-1',
    version: 1,
    kind: 'special',
    profile: 1,
    status: 'project',
    plan: [{ stageId: 'plan', words: '写方案', until: '2026-03-31' }],
    partnerUnitIds: ['market'],
    report: '报告',
    history: [{ seq: 1, action: 'open', to: 'project', at: filedAt, by, change }],
    createdAt: filedAt,
    updatedAt: filedAt,
    ...fields,
  };
}

const waiting = {
  state: 'wait',
  words: '',
  givesAway: [],
  askedAt: filedAt,
  reminders: 0,
} as const;

/** What every CampaignStore does, and every count of a campaign's tickets. */
export function itBehavesLikeACampaignStore(
  open: (
    tickets: readonly Ticket[],
  ) => Promise<{ readonly store: CampaignStore; readonly count: CountCampaign }>,
): void {
  describe('a store of campaigns', () => {
    test('keeps every field, newest first, and stores nothing twice under one id', async () => {
      const { store } = await open([]);
      await store.insert(buildCampaign());
      await store.insert(buildCampaign({ name: '又一次' }));
      expect(await store.find('c-1')).toEqual(buildCampaign());
      expect(await store.find('c-2')).toBeUndefined();
      const later = new Date(filedAt.getTime() + 1000);
      await store.insert(buildCampaign({ id: 'c-2', createdAt: later }));
      expect((await store.list()).map(({ id }) => id)).toEqual(['c-2', 'c-1']);
    });

    test('lets one of two who save the same version win', async () => {
      const { store } = await open([]);
      await store.insert(buildCampaign());
      const saved = await store.save(buildCampaign({ status: 'plan' }));
      expect(saved).toMatchObject({ version: 2, status: 'plan' });
      expect(await store.save(buildCampaign({ status: 'abandoned' }))).toBeUndefined();
      expect(await store.find('c-1')).toMatchObject({ version: 2, status: 'plan' });
    });

    test('counts its tickets by where they stand, within bounds, and none that waits or lies sealed', async () => {
      const inIt = { campaignIds: ['c-1', 'c-9'] };
      const { count } = await open([
        buildTicket({ ...inIt, area: 'health' }),
        buildTicket({ ...inIt, area: 'transport', status: 'closed' }),
        buildTicket({ campaignIds: ['c-2'] }),
        buildTicket({ ...inIt, contact: waiting }),
        buildTicket({}),
      ]);
      expect(await count('c-1', undefined)).toEqual({
        total: 2,
        byStatus: [
          { status: 'received', count: 1 },
          { status: 'closed', count: 1 },
        ],
      });
      const bounds = { assigneeIds: [], areas: ['health'] };
      expect((await count('c-1', bounds)).total).toBe(1);
      expect(await count('c-none', undefined)).toEqual({ total: 0, byStatus: [] });
    });
  });
}
