import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { writeXlsx } from '../../platform/read-files/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildCounty } from '../support/build-units.ts';

let desk: Desk;
let wang: Call;
let li: Call;
let unitOfficer: Call;
let cookie: string;

beforeAll(async () => {
  desk = await buildDesk({ more: { render: createRender(await createTranslate()) } });
  desk.addAccount();
  desk.addAccount({ username: 'li', roles: ['handler'] });
  desk.addAccount({ username: 'zhao', roles: ['agency_officer'] });
  cookie = await desk.signIn('wang');
  wang = desk.client(cookie);
  li = desk.client(await desk.signIn('li'));
  unitOfficer = desk.client(await desk.signIn('zhao'));
});
afterAll(() => desk.stop());
beforeEach(() => {
  desk.data.units = buildCounty();
  desk.data.audit.length = 0;
});

const fresh = {
  name: '清河县水利局',
  aliases: ['县水利'],
  kind: 'department',
  level: 'county',
  parentId: 'county',
  areas: [],
};

async function upload(path: string, bytes: Uint8Array | string, as = cookie) {
  const response = await desk.fetch(`/api/admin/units/import/${path}`, {
    method: 'POST',
    headers: { cookie: as, 'x-file-name': 'list.csv' },
    body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function download(path: string): Promise<string> {
  const response = await desk.fetch(`/api/admin/units/${path}`, { headers: { cookie } });
  return (await response.text()).replace(/^\uFEFF/, '');
}

describe('the organisation tree over the API', () => {
  it('shows each unit with the organ that answers for it, to all of the bureau and to no unit', async () => {
    const { body } = await li('GET', '/units');
    expect(body.items).toHaveLength(buildCounty().length);
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: 'entrusted', organId: 'urban', parentId: 'qiaotou' }),
    );
    expect((await unitOfficer('GET', '/units')).status).toBe(403);
  });

  it('adds, edits and puts out of use, by those who keep it alone', async () => {
    const added = await wang('POST', '/units', fresh);
    expect(added.status).toBe(201);
    const { id, version } = added.body;
    const renamed = await wang('PUT', `/units/${id}`, { ...fresh, version, name: '清河县水务局' });
    expect(renamed.body).toMatchObject({ name: '清河县水务局', version: 2 });
    expect((await wang('PUT', `/units/${id}`, { ...fresh, version })).status).toBe(409);
    const gone = { ...fresh, version: 2, isRetired: true };
    expect((await wang('PUT', `/units/${id}`, gone)).body.isRetired).toBe(true);
    expect((await li('POST', '/units', fresh)).status).toBe(403);
    expect(desk.data.audit.map(({ action }) => action)).toEqual([
      'organisation.add',
      'organisation.edit',
      'organisation.edit',
    ]);
  });

  it('refuses what would spoil the tree, and says which field', async () => {
    const refused = await wang('POST', '/units', {
      ...fresh,
      kind: 'station',
      parentId: undefined,
    });
    expect(refused.status).toBe(400);
    expect(refused.body.fields).toEqual([{ path: 'parentId', rule: 'nobody_answers' }]);
    const county = buildCounty().find(({ id }) => id === 'county');
    const circle = await wang('PUT', '/units/county', {
      ...county,
      id: undefined,
      parentId: 'bureau',
    });
    expect(circle.body.fields).toEqual([{ path: 'parentId', rule: 'circle' }]);
    expect(desk.data.units).toEqual(buildCounty());
  });
});

describe('two who change the tree at once', () => {
  it('are one after the other: the second is told to look again, and nothing is half done', async () => {
    const other = await buildDesk({
      more: { unitDesk: { ...desk.ports.unitDesk, changeAlone: async () => undefined } },
    });
    other.addAccount();
    const call = other.client(await other.signIn('wang'));
    expect((await call('POST', '/units', fresh)).body.code).toBe('version_conflict');
    expect(desk.data.units).toEqual(buildCounty());
    await other.stop();
  });
});

describe('lists of the organisation as files', () => {
  const sheet = `名称,简称,类别,层级,上级单位
清河县水利局,县水利,部门,县级,清河县人民政府
清河县税务局,县税务,垂直管理机关,县级,云岭市税务局
清河县文旅局,,厅,县级,清河县人民政府
`;

  it('are looked at first, with each faulty cell, and then taken in', async () => {
    const seen = await upload('units?trial=1', sheet);
    expect(seen.body).toEqual({
      added: 1,
      changed: 1,
      same: 0,
      removed: 0,
      items: [
        { change: 'added', title: '清河县水利局' },
        { change: 'changed', title: '清河县税务局' },
      ],
      faults: [{ row: 4, column: 'kind', reason: 'word_unknown' }],
      faultCount: 1,
    });
    expect(desk.data.units).toEqual(buildCounty());
    await upload('units', sheet);
    expect(desk.data.units.find(({ id }) => id === 'tax')?.aliases).toEqual(['县税务']);
    expect((await upload('units', sheet)).body).toMatchObject({ added: 0, changed: 0, same: 2 });
  });

  it('go out as they would come in', async () => {
    const text = await download('export/units?as=csv');
    expect((await upload('units?trial=1', text)).body).toMatchObject({
      added: 0,
      changed: 0,
      same: buildCounty().length,
      faultCount: 0,
    });
  });

  it('have templates; that of the supervising bodies has 8, 13 and 9 lines', async () => {
    expect((await download('template/certificates?as=csv')).trim()).toBe('执法证号,单位,有效期至');
    const lines = (await download('template/remits?as=csv')).trim().split(/\r?\n/).slice(1);
    const count = (body: string) => lines.filter((line) => line.startsWith(body)).length;
    expect(['综合行政执法指导办公室', '司法行政机关', '司法所'].map(count)).toEqual([8, 13, 9]);
  });

  it('of powers come in as a workbook, are searched, and belong to their unit', async () => {
    const workbook = await writeXlsx([
      ['单位', '执法事项', '依据', '权限来源', '委托机关'],
      ['桥头镇', '对占用道路摆摊的处罚', '某办法第三条', '赋权', ''],
      ['桥头镇城管中队', '对乱倒垃圾的处罚', '某办法第九条', '委托', '清河县城市管理局'],
    ]);
    expect((await upload('powers', workbook)).body).toMatchObject({ added: 2, faultCount: 0 });
    const { body } = await li('GET', `/units/powers?query=${encodeURIComponent('垃圾')}`);
    expect(body).toMatchObject({
      total: 1,
      items: [{ unitName: '桥头镇城管中队', organName: '清河县城市管理局' }],
    });
    const own = await li('GET', '/units/qiaotou/lists');
    expect(own.body.powers).toMatchObject([{ matter: '对占用道路摆摊的处罚' }]);
    const ids = own.body.powers.map(({ id }: { id: string }) => id);
    expect((await li('POST', '/units/lists/powers/remove', { ids })).status).toBe(403);
    await wang('POST', '/units/lists/powers/remove', { ids });
    expect((await li('GET', '/units/qiaotou/lists')).body.powers).toEqual([]);
  });

  it('of certificates keep no number, and staff learn whose it is and whether it ran out', async () => {
    const register = `姓名,执法证号,单位,有效期至
某甲,33010001,清河县城市管理局,2027-06-30
某乙,33010002,清河县城市管理局,2026-06-30
`;
    expect((await upload('certificates', register)).body).toMatchObject({ added: 2 });
    const { body } = await li('GET', '/units/urban/lists');
    expect(body.certificates).toMatchObject([
      { last4: '0001', isValid: true },
      { last4: '0002', isValid: false },
    ]);
    const check = async (number: string) =>
      (await li('POST', '/units/certificates/check', { number })).body;
    expect(await check('3301 0001')).toMatchObject({
      state: 'valid',
      unitName: '清河县城市管理局',
    });
    expect(await check('33010002')).toMatchObject({ state: 'expired' });
    expect(await check('33019999')).toEqual({ state: 'not_found' });
    expect(JSON.stringify(desk.data.audit)).not.toMatch(/3301(000\d|9999)/);
  });

  it('replace a body’s list as a whole where that is wanted', async () => {
    const heading = '监督主体,性质,事项,依据\n';
    await upload('remits', `${heading}司法所,监督,查阅案卷,某办法\n司法所,监督,现场查看,某办法\n`);
    const whole = await upload('remits?whole=1', `${heading}司法所,监督,现场查看,某办法\n`);
    expect(whole.body).toMatchObject({ changed: 1, removed: 1 });
    expect((await li('GET', '/units/remits')).body.items).toHaveLength(1);
  });

  it('that cannot be read, or come from who may not, are refused', async () => {
    expect((await upload('units', '只是一段话')).body).toMatchObject({ added: 0 });
    expect((await upload('units', new Uint8Array([1, 2, 3, 4]))).body.refused).toBeDefined();
    expect((await upload('units', sheet, await desk.signIn('li'))).status).toBe(403);
    expect((await upload('people', sheet)).status).toBe(400);
  });
});
