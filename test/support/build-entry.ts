import {
  toStarterEntry,
  type Entry,
  type EntryText,
  type LiveText,
} from '../../knowledge/index.ts';

const longAgo = new Date('2026-01-01T00:00:00Z');

/** A live question with an invented answer; unconfirmed unless said otherwise. */
export function buildEntry(
  given: Partial<EntryText> & {
    readonly id?: string;
    readonly version?: number;
    readonly reviewed?: LiveText['reviewed'];
  } = {},
): Entry {
  const { id = 'fine-without-paper', version = 1, reviewed, ...text } = given;
  const entry = toStarterEntry(
    {
      id,
      area: '行政处罚',
      question: '罚款不给票据怎么办？',
      similar: ['罚款不开收据可以不交吗'],
      answer: '可以拒绝缴纳，并向有关机关检举。',
      citations: [{ statute: '行政处罚法', article: '70' }],
      ...text,
    },
    longAgo,
  );
  const stamp = reviewed === undefined ? {} : { reviewed };
  const live: LiveText = { version, text: entry.text, publishedAt: longAgo, ...stamp };
  return { ...entry, version, live, ...stamp };
}

const matters = [
  '图书借阅证',
  '公园门票',
  '游泳馆场地',
  '电动车充电',
  '垃圾分类桶',
  '健身步道',
  '社区食堂',
  '老年大学',
  '儿童图书角',
  '共享单车',
  '停车月卡',
  '宠物疫苗',
  '自来水水压',
  '燃气热水器',
  '暖气温度',
  '路灯亮度',
  '快递柜',
  '早教课程',
  '羽毛球馆',
  '电影票退改',
  '旅游线路',
  '高铁改签',
  '飞机行李',
  '手机套餐',
  '宽带网速',
  '电梯年检牌',
  '二手家具',
  '婚纱摄影',
  '花卉市场',
  '菜篮子价格',
];

/** What else a bureau knows: how rare a word is shows only among many entries. */
export function buildOtherEntries(): readonly Entry[] {
  return matters.map((matter, at) =>
    buildEntry({
      id: `other-${at}`,
      question: `${matter}出了问题问哪里？`,
      similar: [`${matter}坏了`, `${matter}太贵`],
      answer: `${matter}的事情请到服务台。`,
      citations: [],
    }),
  );
}
