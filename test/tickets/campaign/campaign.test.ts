import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  campaignActions,
  campaignEnds,
  campaignKinds,
  createCampaigns,
  defaultProfile,
  findCampaignRules,
  isCampaignWithin,
  listCampaignActions,
  listStageFaults,
  toCampaignCourse,
  toCampaignFlow,
  type Campaign,
  type CampaignAction,
  type CampaignStage,
} from '../../../tickets/index.ts';
import { buildProfiles } from '../../support/build-profiles.ts';
import { filedAt } from '../../support/build-ticket.ts';
import { createMemoryCampaignStore } from '../../support/memory-campaigns.ts';

const by = { accountId: 'a-1', name: '李科长' };
const scope = { areas: ['城市管理'], unitIds: ['urban'], matters: ['渣土运输处罚'] };
const period = { from: '2026-03-01', to: '2026-06-30' } as const;
const plan = [{ stageId: 'spot_check', words: '每县抽查十件', until: '2026-04-30' }] as const;

async function openCampaign(tickets = 1, kind: (typeof campaignKinds)[number] = 'special') {
  const campaigns = createCampaigns({
    store: createMemoryCampaignStore(),
    profiles: buildProfiles(),
    count: async () => ({ total: tickets, byStatus: [] }),
  });
  const asked = { id: 'c-1', kind, by, at: filedAt, name: '渣土专项', scope, period };
  let campaign = await campaigns.open(asked);
  const step = async (action: CampaignAction, rest: object = {}): Promise<Campaign> => {
    const { id, version } = campaign;
    campaign = await campaigns.step({ id, version, action, by, at: filedAt, ...rest });
    return campaign;
  };
  return { campaigns, asked, step, latest: () => campaign };
}

describe('a campaign', () => {
  test('goes through the stages of its profile to its end, each need met first', async () => {
    const { step } = await openCampaign();
    expect(await step('advance')).toMatchObject({ status: 'plan' });
    await expect(step('advance')).rejects.toMatchObject({
      code: 'campaign_requirement_missing',
      missing: ['plan'],
    });
    await step('revise', { change: { plan } });
    for (const status of ['self_check', 'spot_check', 'matters', 'summary']) {
      expect(await step('advance')).toMatchObject({ status });
    }
    await expect(step('advance')).rejects.toMatchObject({ missing: ['report'] });
    await step('write_report', { change: { report: '共发现三个问题' } });
    await step('advance');
    expect(await step('close')).toMatchObject({ status: 'closed', report: '共发现三个问题' });
    await expect(step('revise')).rejects.toMatchObject({ code: 'campaign_step_refused' });
  });

  test('stays in its matters while no ticket is in it', async () => {
    const { step } = await openCampaign(0, 'key_area');
    await step('revise', { change: { plan: [{ stageId: 'patrol', words: '巡察五个单位' }] } });
    for (let at = 0; at < 3; at += 1) await step('advance');
    await expect(step('advance')).rejects.toMatchObject({ missing: ['tickets'] });
  });

  test('goes back a stage, is given up and names partners with a reason alone', async () => {
    const { step } = await openCampaign();
    await step('advance');
    for (const action of ['send_back', 'abandon', 'name_partners'] as const) {
      await expect(step(action)).rejects.toMatchObject({ missing: ['reason'] });
    }
    expect(await step('send_back', { reason: '范围要改' })).toMatchObject({ status: 'project' });
    expect(await step('abandon', { reason: '并入省里统一部署' })).toMatchObject({
      status: 'abandoned',
    });
  });

  test('says nothing that its action does not say, and no day before its first', async () => {
    const { step } = await openCampaign();
    const wrong = [
      { change: { report: '混进来的报告' } },
      { change: { period: { from: '2026-06-30', to: '2026-03-01' } } },
      { change: { name: ' ' } },
      { change: { plan: [{ stageId: 'unheard_of', words: '…' }] } },
    ];
    for (const given of wrong) {
      await expect(step('revise', given)).rejects.toMatchObject({ code: 'campaign_value_invalid' });
    }
  });

  test('is opened once by one key, and one of two who change it at once is told', async () => {
    const { campaigns, asked, step, latest } = await openCampaign();
    const { version } = latest();
    expect(await campaigns.open({ ...asked, name: '另一个名字' })).toMatchObject({
      name: '渣土专项',
    });
    await step('advance');
    const late = campaigns.step({ id: 'c-1', version, action: 'advance', by, at: filedAt });
    await expect(late).rejects.toMatchObject({ code: 'campaign_version_conflict' });
  });

  test('never leaves its table, and its history replays to itself, whatever is tried', async () => {
    const attempt = fc.record({
      action: fc.constantFrom(...campaignActions),
      reason: fc.constantFrom(undefined, '写明的理由'),
      change: fc.constantFrom({}, { plan }, { report: '报告' }, { partnerUnitIds: ['market'] }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...campaignKinds),
        fc.array(attempt, { maxLength: 25 }),
        async (kind, attempts) => {
          const { step, latest } = await openCampaign(1, kind);
          const rules = findCampaignRules(undefined, kind);
          const known = [...rules.stages.map(({ id }) => id), ...campaignEnds];
          for (const { action, reason, change } of attempts) {
            const before = latest();
            const isOpen = listCampaignActions(before, rules).includes(action);
            const given = { change, ...(reason !== undefined && { reason }) };
            const isTaken = await step(action, given).then(
              () => true,
              () => false,
            );
            expect(isTaken && !isOpen).toBe(false);
            const after = latest();
            expect(known).toContain(after.status);
            expect(after).toMatchObject(toCampaignCourse(after.history));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('its chart', () => {
  test('lights the stage where it stands, and after an end where it stood', async () => {
    const { step, latest } = await openCampaign();
    const rules = findCampaignRules(undefined, 'special');
    await step('advance');
    const states = () => toCampaignFlow(rules, latest()).map(({ state }) => state);
    expect(states().slice(0, 3)).toEqual(['done', 'now', 'ahead']);
    await step('abandon', { reason: '不再需要' });
    expect(states().slice(0, 3)).toEqual(['done', 'done', 'ahead']);
    expect(new Set(toCampaignFlow(rules).map(({ state }) => state))).toEqual(new Set(['around']));
  });
});

describe('who may know of a campaign', () => {
  const own = { assigneeIds: ['a-1'] };

  test('is nobody of a side that it looks at', () => {
    expect(isCampaignWithin({ ...own, barredUnitIds: ['urban'] }, { scope })).toBe(false);
    expect(isCampaignWithin({ ...own, barredUnitIds: ['market'] }, { scope })).toBe(true);
  });

  test('is whoever has a part of its areas and units, or all of them where it names none', () => {
    expect(isCampaignWithin({ ...own, areas: ['城市管理'] }, { scope })).toBe(true);
    expect(isCampaignWithin({ ...own, areas: ['卫生健康'] }, { scope })).toBe(false);
    expect(isCampaignWithin({ ...own, unitIds: ['market'] }, { scope })).toBe(false);
    const open = { areas: [], unitIds: [], matters: [] };
    expect(isCampaignWithin({ ...own, areas: ['卫生健康'] }, { scope: open })).toBe(true);
  });
});

const faults = (stages: readonly CampaignStage[]) => listStageFaults([{ kind: 'special', stages }]);

describe('the stages of a profile', () => {
  const stage = { id: 'check', name: '检查', source: '本地规定', part: 'matters' } as const;

  test('are those that a campaign begun under it runs by', async () => {
    const campaigns = [{ kind: 'special', stages: [stage] }] as const;
    const profiles = buildProfiles([{ ...defaultProfile, version: 2, campaigns }]);
    await profiles.refresh();
    const desk = createCampaigns({
      store: createMemoryCampaignStore(),
      profiles,
      count: async () => ({ total: 0, byStatus: [] }),
    });
    const asked = { id: 'c-1', by, at: filedAt, name: '一环节专项', scope, period };
    const opened = await desk.open({ ...asked, kind: 'special' });
    expect(opened).toMatchObject({ profile: 2, status: 'check' });
    expect(listCampaignActions(opened, desk.findRules(opened))).toContain('close');
    const other = await desk.open({ ...asked, id: 'c-2', kind: 'key_area' });
    expect(other.status).toBe('key_list');
  });

  test('are refused with an id twice, an end’s id, or none in use', () => {
    expect(faults([stage])).toEqual([]);
    expect(faults([stage, stage])).toEqual([{ path: 'campaigns.0.stages.1.id', rule: 'id_taken' }]);
    expect(faults([{ ...stage, id: 'closed' }])).toEqual([
      { path: 'campaigns.0.stages.0.id', rule: 'id_taken' },
    ]);
    expect(faults([{ ...stage, isRetired: true }])).toEqual([
      { path: 'campaigns.0.stages', rule: 'list_empty' },
    ]);
  });
});
