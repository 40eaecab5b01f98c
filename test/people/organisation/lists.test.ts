import { describe, expect, it } from '@jest/globals';
import {
  answerCertificate,
  compareCertificates,
  comparePowers,
  compareRemits,
  createAskCertificate,
  findCertificateNumber,
  judgePowers,
  listOfficersUnits,
  readCertificates,
  readPowers,
  readRemits,
  toCertificateNumber,
  type Certificate,
} from '../../../people/index.ts';
import { bigrams, fold } from '../../../platform/fold/index.ts';
import { buildCounty } from '../../support/build-units.ts';
import {
  certificateHeadings,
  powerHeadings,
  remitHeadings,
  unitWords,
} from '../../support/unit-words.ts';

const units = buildCounty();
const toId = (...parts: readonly string[]) => parts.join('/');
const toRows = (text: string) => text.split('\n').map((line) => line.split(','));

const readList = (text: string) =>
  readPowers(toRows(text), {
    toHeading: (column) => powerHeadings[column],
    fold,
    units,
    toId,
    toBasis: (basis) => ({ own: '法定', empowered: '赋权', entrusted: '委托' })[basis],
  });
const readRemitSheet = (text: string) =>
  readRemits(toRows(text), {
    toHeading: (column) => remitHeadings[column],
    fold,
    toId,
    toBody: unitWords.body,
    toKind: (kind) => ({ coordinate: '协调', supervise: '监督' })[kind],
  });
const readCards = (text: string) =>
  readCertificates(toRows(text), {
    toHeading: (column) => certificateHeadings[column],
    fold,
    units,
  });
const powers = `单位,执法事项,依据,权限来源,委托机关
桥头镇,对占用道路摆摊的处罚,《清河县市容办法》第三条,赋权,
桥头镇城管中队,对乱倒建筑垃圾的处罚,《清河县市容办法》第九条,委托,清河县城市管理局
清河县市场监督管理局,对无照经营的处罚,《清河县经营办法》第五条,法定,`;

describe('a power list', () => {
  it('says who may enforce what, and by what right', () => {
    const { added, faults } = comparePowers(readList(powers), [], false);
    expect(faults).toEqual([]);
    expect(added).toMatchObject([
      { unitId: 'qiaotou', matter: '对占用道路摆摊的处罚', basis: 'empowered' },
      { unitId: 'entrusted', basis: 'entrusted', organId: 'urban' },
      { unitId: 'market', basis: 'own', article: '《清河县经营办法》第五条' },
    ]);
  });

  it('names each cell that does not do', () => {
    const { faults, added } = comparePowers(
      readList(`${powers}
白石镇,对某事的处罚,第一条,赋权,
桥头镇,对某事的处罚,,赋权,
桥头镇,对某事的处罚,第一条,想要,
桥头镇,对某事的处罚,第一条,委托,
桥头镇,对占用道路摆摊的处罚,第四条,赋权,`),
      [],
      false,
    );
    expect(added).toHaveLength(3);
    expect(faults).toEqual([
      { row: 5, column: 'unit', reason: 'unit_unknown' },
      { row: 6, column: 'article', reason: 'empty' },
      { row: 7, column: 'basis', reason: 'word_unknown' },
      { row: 8, column: 'organ', reason: 'nobody_answers' },
      { row: 9, column: 'matter', reason: 'repeated' },
    ]);
  });

  it('adds to what is there, or takes its place as a whole', () => {
    const stored = comparePowers(readList(powers), [], false).added;
    const newer = readList(`单位,执法事项,依据,权限来源
桥头镇,对占用道路摆摊的处罚,《清河县市容办法》第四条,赋权
桥头镇,对乱贴广告的处罚,《清河县市容办法》第八条,赋权`);
    const own = stored.filter(({ unitId }) => unitId === 'qiaotou');
    const old = { ...stored[0], id: 'qiaotou/old', unitId: 'qiaotou', matter: '旧事项' } as const;
    const ofTown = [...own, { ...old, article: '', basis: 'own' as const }];
    expect(comparePowers(newer, ofTown, false)).toMatchObject({
      added: [{ matter: '对乱贴广告的处罚' }],
      changed: [{ article: '《清河县市容办法》第四条' }],
      removedIds: [],
    });
    expect(comparePowers(newer, ofTown, true).removedIds).toEqual(['qiaotou/old']);
  });

  it('takes nothing out while a row is at fault', () => {
    const stored = comparePowers(readList(powers), [], false).added;
    const faulty = readList(`单位,执法事项,依据,权限来源
桥头镇,对乱贴广告的处罚,,赋权
桥头镇,对乱停车的处罚,第一条,赋权`);
    expect(comparePowers(faulty, stored, true).removedIds).toEqual([]);
  });
});

describe('a matter beside the power list', () => {
  const { added } = comparePowers(readList(powers), [], false);
  const judge = (unitId: string, words: string) => judgePowers(added, [unitId], words, bigrams);

  it('is on the list of who acted', () => {
    expect(judge('qiaotou', '他们说我占用道路摆摊要处罚五百')).toMatchObject({
      kind: 'listed',
      powers: [{ matter: '对占用道路摆摊的处罚' }],
    });
  });

  it('is outside it, and on that of another', () => {
    expect(judge('qiaotou', '镇里的人说我无照经营,要处罚')).toMatchObject({
      kind: 'outside',
      others: [{ unitId: 'market' }],
    });
  });

  it('cannot be judged for a unit without a list', () => {
    expect(judge('tax', '占用道路摆摊')).toEqual({ kind: 'no_list' });
  });
});

describe('what a supervising body may do', () => {
  const list = `监督主体,性质,事项,依据
综合行政执法指导办公室,协调,协调跨部门联合检查,某办法第一条
司法所,监督,查阅执法案卷,某办法第二条
司法所,监督,现场查看执法,某办法第三条`;

  it('is a list of its own in the order of the sheet', () => {
    const { added } = compareRemits(readRemitSheet(list), [], true);
    expect(added).toMatchObject([
      { body: 'guidance_office', kind: 'coordinate', order: 1 },
      { body: 'judicial_office', order: 1 },
      { body: 'judicial_office', order: 2, matter: '现场查看执法' },
    ]);
  });

  it('is replaced for the bodies that the sheet names only', () => {
    const stored = compareRemits(readRemitSheet(list), [], true).added;
    const newer = readRemitSheet('监督主体,性质,事项,依据\n司法所,监督,现场查看执法,某办法第三条');
    const { changed, removedIds } = compareRemits(newer, stored, true);
    expect(changed).toMatchObject([{ order: 1 }]);
    expect(removedIds).toEqual(['judicial_office/查阅执法案卷']);
  });
});

describe('a number within words', () => {
  it.each([
    ['张某，执法证号33080012345', '33080012345'],
    ['证号：ＡＢ-0123 456，胖一点的', 'AB0123456'],
    ['穿制服的两个人，没说名字', undefined],
    ['3 个人', undefined],
  ])('%s', (words, number) => {
    expect(findCertificateNumber(words)).toBe(number);
  });
});

describe("an officer's certificate", () => {
  it.each([
    ['33080012345', '33080012345'],
    [' 浙 h-0012 345', undefined],
    ['ｈ０１２－３４５６', 'H0123456'],
    ['12 345 678 号', '12345678'],
    ['ABCDEFG', undefined],
    ['12345', undefined],
  ])('number %s is %s', (text, number) => {
    expect(toCertificateNumber(text)).toBe(number);
  });

  const known: Certificate = {
    id: 'c1',
    unitId: 'urban',
    last4: '0001',
    validUntil: '2027-06-30',
  };

  it('comes in with its unit and its last day; a name beside it is not read', () => {
    const { items, faults } = readCards(`姓名,执法证号,单位,有效期至
某甲,33010001,清河县城市管理局,2027/6/30
某乙,33010002,桥头镇,2027年12月1日
某丙,33010003,桥头镇,2027-02-30
某丁,证号,桥头镇,2027-06-30
某戊,33010004,白石镇,2027-06-30`);
    expect(items.map(({ item }) => item)).toEqual([
      { number: '33010001', unitId: 'urban', validUntil: '2027-06-30' },
      { number: '33010002', unitId: 'qiaotou', validUntil: '2027-12-01' },
    ]);
    expect(faults).toEqual([
      { row: 4, column: 'validUntil', reason: 'day_invalid' },
      { row: 5, column: 'number', reason: 'number_invalid' },
      { row: 6, column: 'unit', reason: 'unit_unknown' },
    ]);
  });

  it('is known again by its number, and dropped when the whole register no longer has it', () => {
    const sheet = readCards(`执法证号,单位,有效期至
3301 0001,清河县城市管理局,2028-06-30
33010009,清河县城市管理局,2028-06-30`);
    const found = new Map([['33010001', known]]);
    const gone = { ...known, id: 'c2' };
    expect(compareCertificates(sheet, found, [known, gone], true)).toMatchObject({
      added: [{ number: '33010009' }],
      changed: [{ number: '33010001', validUntil: '2028-06-30' }],
      removedIds: ['c2'],
    });
  });

  it('is valid through its last day, and afterwards as if it had never been', () => {
    expect(answerCertificate(known, '2027-06-30')).toEqual({ kind: 'valid', unitId: 'urban' });
    expect(answerCertificate(known, '2027-07-01')).toEqual(answerCertificate(undefined, ''));
  });
});

describe('what the public is told of a number', () => {
  const known: Certificate = { id: 'c', unitId: 'urban', last4: '0001', validUntil: '2027-06-30' };
  const register = {
    findByNumber: async (number: string) => (number === '33010001' ? known : undefined),
  };
  const askOf = (all: typeof units) =>
    createAskCertificate(register, { find: (id) => all.find((unit) => unit.id === id) });

  it('is the unit while the certificate counts, in any writing of the number', async () => {
    const ask = askOf(units);
    expect(await ask('3301 0001', '2027-06-30')).toBe('清河县城市管理局');
    expect(await ask('33010001', '2027-07-01')).toBeUndefined();
    expect(await ask('33010002', '2026-01-01')).toBeUndefined();
    expect(await ask('那个胖的', '2026-01-01')).toBeUndefined();
  });

  it('is nothing once the unit is out of use', async () => {
    const retired = units.map((unit) => ({ ...unit, isRetired: true as const }));
    expect(await askOf(retired)('33010001', '2026-01-01')).toBeUndefined();
  });
});

describe('the units that people meet', () => {
  it('are those with officers, most first, in use', () => {
    const counts = new Map([
      ['urban', 3],
      ['market', 9],
      ['nobody', 50],
    ]);
    const ids = (all: typeof units) => listOfficersUnits(all, counts).map(({ id }) => id);
    expect(ids(units)).toEqual(['market', 'urban']);
    expect(ids(units.map((unit) => ({ ...unit, isRetired: true as const })))).toEqual([]);
  });
});
