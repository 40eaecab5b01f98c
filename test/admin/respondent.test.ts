import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Facts } from '../../tickets/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildCounty } from '../support/build-units.ts';

let desk: Desk;
let wang: Call;

beforeAll(async () => {
  desk = await buildDesk();
  desk.data.units = buildCounty();
  desk.addAccount();
  wang = desk.client(await desk.signIn('wang'));
});
afterAll(() => desk.stop());
beforeEach(async () => {
  const { powers, certificates } = desk.ports.unitDesk;
  await powers.put([
    {
      id: 'p1',
      unitId: 'qiaotou',
      matter: '对占用道路摆摊的处罚',
      article: '某办法第三条',
      basis: 'empowered',
    },
    {
      id: 'p2',
      unitId: 'market',
      matter: '对无照经营的处罚',
      article: '某办法第五条',
      basis: 'own',
    },
  ]);
  await certificates.put([{ number: '33010001', unitId: 'urban', validUntil: '2026-06-30' }]);
});

async function file(facts: Facts) {
  const { number } = await desk.fileTicket({ facts });
  const read = async () => (await wang('GET', `/tickets/${number}/respondent`)).body;
  const name = async (values: Readonly<Record<string, string>>) => {
    const { version } = (await wang('GET', `/tickets/${number}`)).body;
    const body = { action: 'name_respondent', version, values };
    return wang('POST', `/tickets/${number}/actions`, body);
  };
  return { read, name };
}

describe('who answers in a ticket', () => {
  it('is suggested from the words, with the organ that follows, and named by a person alone', async () => {
    const { read, name } = await file({
      story: '说我占用道路摆摊，罚了五百',
      actingUnit: '桥头镇综合行政执法队',
    });
    const before = await read();
    expect(before).toMatchObject({
      said: '桥头镇综合行政执法队',
      suggestion: { unit: { id: 'empowered' }, organ: { id: 'qiaotou' }, by: 'words' },
      pass: { townName: '桥头镇', bureauName: '清河县司法局' },
      powers: { kind: 'listed', items: [{ matter: '对占用道路摆摊的处罚' }] },
    });
    expect(before.acting).toBeUndefined();
    const named = await name({ actingUnitId: 'empowered' });
    expect(named.status).toBe(200);
    expect(await read()).toMatchObject({
      acting: { id: 'empowered', name: '桥头镇综合行政执法队' },
      organ: { id: 'qiaotou' },
    });
  });

  it('may be another organ than the tree says, and is nobody who is not in use', async () => {
    const { read, name } = await file({ story: '收走了我的车' });
    await name({ actingUnitId: 'qiaotou', responsibleOrganId: 'urban' });
    expect(await read()).toMatchObject({ acting: { id: 'qiaotou' }, organ: { id: 'urban' } });
    expect((await name({ actingUnitId: 'nobody' })).body.code).toBe('ticket_value_invalid');
    expect((await name({})).body.code).toBe('ticket_value_invalid');
  });

  it('is shown with what the certificate says, also where nobody was named', async () => {
    const { read } = await file({ story: '收走了我的车', officer: '证号 3301 0001' });
    expect(await read()).toMatchObject({
      suggestion: { unit: { id: 'urban' }, by: 'certificate' },
      certificate: { state: 'expired', unitName: '清河县城市管理局' },
      powers: { kind: 'no_list' },
    });
  });

  it('is shown when the matter is outside the power list, with those on whose list it is', async () => {
    const { read } = await file({ story: '镇里来人说我无照经营要处罚', actingUnit: '桥头镇' });
    expect((await read()).powers).toMatchObject({
      kind: 'outside',
      items: [{ unitName: '清河县市场监督管理局' }],
    });
  });
});
