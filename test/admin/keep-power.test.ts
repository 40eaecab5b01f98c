import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildCounty } from '../support/build-units.ts';

let desk: Desk;
let wang: Call;
let li: Call;

beforeAll(async () => {
  desk = await buildDesk({ more: { render: createRender(await createTranslate()) } });
  desk.addAccount();
  desk.addAccount({ username: 'li', roles: ['handler'] });
  wang = desk.client(await desk.signIn('wang'));
  li = desk.client(await desk.signIn('li'));
});
afterAll(() => desk.stop());
beforeEach(async () => {
  desk.data.units = buildCounty();
  const { powers } = desk.ports.unitDesk;
  await powers.remove((await powers.list()).map(({ id }) => id));
  desk.data.audit.length = 0;
});

const line = {
  unitId: 'urban',
  matter: '对占道经营的处罚',
  article: '某条例第十条',
  basis: 'own',
} as const;
const post = (body: object, as = wang) => as('POST', '/units/powers', body);
const listLines = async () => (await wang('GET', '/units/urban/lists')).body.powers;

describe('one line of a power list', () => {
  test('is added, edited under another name and taken out, each noted', async () => {
    const { status, body: added } = await post(line);
    expect([status, added]).toEqual([200, expect.objectContaining(line)]);
    const matter = '对流动摊贩的处罚';
    const { body: edited } = await post({ ...line, matter, replaces: added.id });
    expect(await listLines()).toEqual([expect.objectContaining({ id: edited.id, matter })]);
    await wang('POST', '/units/lists/powers/remove', { ids: [edited.id] });
    expect(await listLines()).toEqual([]);
    expect(desk.data.audit.map(({ action, object }) => [action, object])).toEqual([
      ['organisation.add_power', added.id],
      ['organisation.edit_power', edited.id],
      ['organisation.remove_powers', '1'],
    ]);
  });

  test('has the id that a sheet gives it, so that an import finds it', async () => {
    const { body } = await post(line);
    const { toId } = desk.ports.unitDesk;
    expect(body.id).toBe(toId('urban', desk.ports.fold(line.matter)));
  });

  test.each([
    ['the unit has the matter already', { ...line, matter: ' 对占道经营的处罚' }, 'line_taken'],
    ['its unit is not there', { ...line, unitId: 'nowhere' }, 'unit_unknown'],
    ['nobody entrusted it', { ...line, matter: '别的', basis: 'entrusted' }, 'nobody_answers'],
    ['who entrusted is not there', { ...line, matter: '别的', organId: 'no' }, 'unit_unknown'],
  ])('is refused where %s', async (_, body, rule) => {
    await post(line);
    const refused = await post(body);
    expect([refused.status, refused.body.fields.map((one: { rule: string }) => one.rule)]).toEqual([
      400,
      [rule],
    ]);
    expect(await listLines()).toHaveLength(1);
  });

  test('that a colleague took out meanwhile is not written back', async () => {
    const { body } = await post(line);
    await wang('POST', '/units/lists/powers/remove', { ids: [body.id] });
    expect((await post({ ...line, replaces: body.id })).status).toBe(409);
    expect(await listLines()).toEqual([]);
  });

  test('is not for who may not keep the organisation', async () => {
    expect((await post(line, li)).status).toBe(403);
  });
});
