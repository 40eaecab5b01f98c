import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createUnits, type Power, type Remit } from '../../../people/index.ts';
import {
  createCertificateStore,
  createPowerStore,
  createRemitStore,
  createUnitStore,
  rotateKeys,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { buildCounty, buildUnit } from '../../support/build-units.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const [oldKey, newKey] = [newMasterKey(), newMasterKey()];
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(() => opened.clear());
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

test('every unit is kept as it is, and of two changes at once one wins', async () => {
  const store = createUnitStore(opened.database);
  for (const unit of buildCounty()) expect(await store.insert(unit)).toBe(true);
  expect(await store.insert(buildUnit({ id: 'urban' }))).toBe(false);
  const byId = (await store.list()).toSorted((a, b) => a.id.localeCompare(b.id));
  expect(byId).toEqual(buildCounty().toSorted((a, b) => a.id.localeCompare(b.id)));

  const urban = await store.find('urban');
  if (urban === undefined) throw new Error('a unit is gone');
  const saved = await Promise.all([
    store.save({ ...urban, name: '清河县综合行政执法局' }),
    store.save({ ...urban, isRetired: true }),
  ]);
  expect(saved.filter((unit) => unit !== undefined)).toHaveLength(1);
  expect((await store.find('urban'))?.version).toBe(2);
});

test('what one process changes another one knows after it looked again', async () => {
  const store = createUnitStore(opened.database);
  const [here, there] = [createUnits(store), createUnits(store)];
  await store.insert(buildUnit({ id: 'a' }));
  await here.refresh();
  const [seen] = here.all();
  if (seen === undefined) throw new Error('a unit is gone');
  const before = here.all();
  await here.refresh();
  expect(here.all()).toBe(before);
  await store.save({ ...seen, name: '改名的单位' });
  await there.refresh();
  await here.refresh();
  expect(there.find('a')).toMatchObject({ name: '改名的单位', version: 2 });
  expect(here.all()).toEqual(there.all());
});

test('powers and remits are put in whole and again, and taken out', async () => {
  const [powers, remits] = [createPowerStore(opened.database), createRemitStore(opened.database)];
  const power: Power = {
    id: 'p1',
    unitId: 'team',
    matter: '对乱倒垃圾的处罚',
    article: '某办法第一条',
    basis: 'entrusted',
    organId: 'urban',
  };
  const own: Power = { id: 'p2', unitId: 'urban', matter: '另一事项', article: '', basis: 'own' };
  await powers.put([power, own]);
  await powers.put([{ ...own, article: '某办法第二条' }]);
  await powers.put([]);
  expect(await powers.listOf(['team'])).toEqual([power]);
  expect(await powers.listOf(['urban'])).toEqual([{ ...own, article: '某办法第二条' }]);
  await powers.remove(['p1']);
  expect(await powers.list()).toHaveLength(1);

  const remit: Remit = {
    id: 'r2',
    body: 'bureau',
    kind: 'supervise',
    matter: '查阅案卷',
    source: '某办法第三条',
    order: 2,
  };
  await remits.put([remit, { ...remit, id: 'r1', order: 1 }]);
  expect((await remits.list()).map(({ id }) => id)).toEqual(['r1', 'r2']);
  await remits.remove(['r1']);
  expect(await remits.list()).toEqual([remit]);
});

test('a certificate is found by its number, which lies nowhere', async () => {
  const { digests } = createSecrets([oldKey]);
  const certificates = createCertificateStore(opened.database, digests);
  await certificates.put([
    { number: '33010001', unitId: 'urban', validUntil: '2027-06-30' },
    { number: '33010002', unitId: 'urban', validUntil: '2026-06-30' },
  ]);
  await certificates.put([{ number: '33010002', unitId: 'market', validUntil: '2028-06-30' }]);
  expect(await certificates.findByNumber('33010002')).toMatchObject({
    unitId: 'market',
    last4: '0002',
    validUntil: '2028-06-30',
  });
  expect(await certificates.findByNumber('33010003')).toBeUndefined();
  expect(await certificates.count()).toEqual(
    new Map([
      ['market', 1],
      ['urban', 1],
    ]),
  );
  const stored = opened.database.connection.collection('officer_certificates');
  expect(JSON.stringify(await stored.find({}).toArray())).not.toMatch(/3301000\d/);
  const [first] = await certificates.listOf(['urban']);
  await certificates.remove([first?.id ?? '']);
  expect(await certificates.listOf(['urban', 'market'])).toHaveLength(1);
});

test('a certificate of an older key is found, counted as left, and once only when it comes again', async () => {
  const [before, both] = [createSecrets([oldKey]), createSecrets([newKey, oldKey])];
  const certificate = { number: '33010001', unitId: 'urban', validUntil: '2027-06-30' };
  await createCertificateStore(opened.database, before.digests).put([certificate]);
  const later = createCertificateStore(opened.database, both.digests);
  expect(await later.findByNumber('33010001')).toMatchObject({ unitId: 'urban' });
  const now = new Date('2026-03-02T02:00:00Z');
  expect((await rotateKeys(opened.database, both, now)).left.certificates).toBe(1);
  await later.put([certificate]);
  expect((await rotateKeys(opened.database, both, now)).left.certificates).toBe(0);
  expect(await later.listOf(['urban'])).toHaveLength(1);
});
