import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { createUnitStore } from '../../platform/mongo/index.ts';
import type { Unit } from '../../people/index.ts';
import { createChatPerson } from './chat-person.ts';
import type { RecordedHttp } from './recorded-http.ts';
import { servePaper } from './serve-paper.ts';
import { waitFor } from './wait-for.ts';
import { adminPassword, type WalkHouse } from './walk-house.ts';
import { createWechatPerson } from './wechat-person.ts';

/** Everything by which the two reporters could be known; no text of the world holds one by chance. */
export const reporterA = {
  name: '鹂雀黄',
  phone: '13955550123',
  story: '鹂雀巷口的早点摊前天夜里被掀了三回，锅也砸了。',
  openId: 'oFirewallOfWechat00000001',
};
export const reporterB = {
  name: '鹂雀青',
  phone: '13955550456',
  story: '鹂雀桥头的修鞋担子被收走，谁也没给一张条子。',
  fileName: '鹂雀桥头照片.jpg',
  artist: 'Oriole-camera-owner',
};

export const units = {
  government: { id: 'u-government', kind: 'government', level: 'county', name: '石桥县人民政府' },
  organ: { id: 'u-organ', kind: 'department', level: 'county', name: '石桥县城管局' },
  acting: { id: 'u-acting', kind: 'station', level: 'township', name: '石桥县城管局东山中队' },
  below: { id: 'u-below', kind: 'station', level: 'township', name: '石桥县城管局西山中队' },
  other: { id: 'u-other', kind: 'department', level: 'county', name: '石桥县水务局' },
} as const;
export type UnitName = keyof typeof units;

const parents: Readonly<Partial<Record<UnitName, UnitName>>> = {
  organ: 'government',
  acting: 'organ',
  below: 'organ',
  other: 'government',
};

/** The paper as it was served on the acting unit; what of it must not reach that unit is in `fields` and `steps`. */
const paraphrase = '有群众反映执法人员检查时态度粗暴、没有出示证件。';

export type FirewallWorld = Awaited<ReturnType<typeof layWorld>>;

/** Two people's complaints against one unit, merged, and a paper of it that was served. */
export async function layWorld(house: WalkHouse, http: RecordedHttp) {
  const { call: admin } = await http.signIn('admin', adminPassword);
  await plantTree(house);
  const first = await fileByWechat(house);
  const second = await fileByChat(http);
  const numbers = [first.number, second.number] as const;
  // The house reads the tree anew every few seconds.
  const knowsTree = async () =>
    (await admin('GET', '/api/admin/units')).text.includes(units.acting.id);
  await waitFor(knowsTree, 20_000);
  for (const number of numbers) {
    const values = { actingUnitId: units.acting.id, responsibleOrganId: units.organ.id };
    await act(number, 'name_respondent', { values });
    await act(number, 'accept');
  }
  await act(second.number, 'merge', { values: { into: first.number } });
  await act(first.number, 'reply', { values: { text: '请补充时间。' } });
  const campaignId = await runCampaign(first.number);
  const tickets = house.database.connection.collection('tickets');
  const [ticketA, ticketB] = await Promise.all(
    numbers.map((number) => tickets.findOne({ number })),
  );
  const files = house.database.connection.collection('files');
  const file = await files.findOne({ ticketId: String(ticketB?._id) });
  await servePaper(house.database, {
    id: 'd-firewall',
    ticketId: String(ticketA?._id),
    ticketNumber: first.number,
    problemIds: [`${String(ticketA?._id)}-p1`],
    units: [{ unitId: units.acting.id, name: units.acting.name }],
    paraphrase,
    paragraphs: [{ kind: 'text', text: paraphrase }],
    fields: { note: reporterA.story },
    steps: [{ seq: 1, at: new Date(), action: 'draft', reason: `${reporterA.name}说的` }],
  });
  return {
    admin,
    act,
    first,
    second,
    document: { id: 'd-firewall', paraphrase },
    ticketIds: [String(ticketA?._id), String(ticketB?._id)],
    personIds: [String(ticketA?.['personId']), String(ticketB?.['personId'])],
    fileId: String(file?._id),
    campaignId,
    /** Something happens to the ticket; of two at once one may be refused. */
    async stir(): Promise<void> {
      const path = `/api/admin/tickets/${first.number}`;
      const { version } = (await admin('GET', path)).body;
      const body = { action: 'reply', version, values: { text: '再问一次。' } };
      await admin('POST', `${path}/actions`, { body });
    },
  };

  /** A campaign that looks at the organ, with the complaint in it. */
  async function runCampaign(number: string): Promise<string> {
    const path = '/api/admin/campaigns';
    const asked = {
      key: randomUUID(),
      kind: 'special',
      name: '亮证执法专项',
      scope: { areas: [], unitIds: [units.organ.id], matters: ['亮证执法'] },
      period: { from: '2026-01-01', to: '2026-12-31' },
    };
    const { id } = (await admin('POST', path, { body: asked })).body;
    await admin('POST', `${path}/${id}/tickets`, { body: { numbers: [number] } });
    return String(id);
  }

  async function act(number: string, action: string, more: object = {}) {
    const path = `/api/admin/tickets/${number}`;
    const { version } = (await admin('GET', path)).body;
    const answer = await admin('POST', `${path}/actions`, { body: { action, version, ...more } });
    if (answer.status !== 200) throw new Error(`${action} answered ${answer.text}`);
    return answer;
  }
}

async function plantTree({ database }: WalkHouse): Promise<void> {
  const store = createUnitStore(database);
  for (const [name, unit] of Object.entries(units)) {
    const parent = Object.entries(parents).find(([child]) => child === name)?.[1];
    const planted: Unit = {
      ...unit,
      version: 1,
      aliases: [],
      areas: [],
      ...(parent !== undefined && { parentId: units[parent].id }),
    };
    await store.insert(planted);
  }
}

type Speaker = { readonly say: (text: string) => Promise<string> };

/** Tells the story, skips to the question of who they are, answers it, and files. */
async function tell(speaker: Speaker, reporter: typeof reporterA | typeof reporterB) {
  await speaker.say('投诉');
  await speaker.say(reporter.story);
  let asked = '';
  for (let count = 0; count < 12 && !asked.includes('姓名和电话'); count += 1) {
    asked = await speaker.say('跳过');
  }
  await speaker.say(`${reporter.name}，${reporter.phone}`);
}

async function submit(speaker: Speaker) {
  const filed = await speaker.say('提交');
  const number = /工单编号：(\d{10})/.exec(filed)?.[1];
  const code = /查询码：([0-9A-Z-]{16,})/.exec(filed)?.[1];
  if (number === undefined || code === undefined) throw new Error(`not filed: ${filed}`);
  return { number, code };
}

async function fileByWechat({ wechat, url }: WalkHouse) {
  const { openId } = reporterA;
  const person = createWechatPerson({ url, openId, wechat, answerWithinMs: 20_000 });
  await tell(person, reporterA);
  return submit(person);
}

async function fileByChat(http: RecordedHttp) {
  const person = await createChatPerson(http);
  await tell(person, reporterB);
  const picture = await sharp({
    create: { width: 64, height: 48, channels: 3, background: '#8a6' },
  })
    .withExif({ IFD0: { Artist: reporterB.artist } })
    .jpeg()
    .toBuffer();
  await person.call('POST', '/webhooks/web-chat/files', {
    headers: {
      'content-type': 'image/jpeg',
      'idempotency-key': 'firewall-picture',
      'x-file-name': encodeURIComponent(reporterB.fileName),
    },
    raw: new Uint8Array(picture),
  });
  await waitFor(
    async () => (await person.readAnswers()).some((said) => said.includes('证据：1 份')),
    20_000,
  );
  return { ...(await submit(person)), person, picture };
}
