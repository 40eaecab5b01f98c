import type { Facts } from '../vocabulary.ts';
import type { Clue, ClueKind } from './contact.ts';

/** What the reporter said and sent, in their own words. */
export type OwnWords = {
  readonly facts: Facts;
  /** Messages of the conversation. */
  readonly messages: readonly string[];
  /** Names of files that were sent. */
  readonly evidence: readonly string[];
  /** What everybody may say: the unit's names, the types of problems. */
  readonly common: readonly string[];
};

const han = '\\p{Script=Han}';
const digits = '[0-9零〇一二三四五六七八九十百]';
const patterns: readonly (readonly [ClueKind, RegExp])[] = [
  ['file_number', new RegExp(`${han}{1,12}[〔\\[(（【]\\d{2,4}[〕\\])）】]第?\\d+号?`, 'gu')],
  ['file_number', /第?[A-Za-z0-9-]{5,}号/gu],
  ['file_number', new RegExp(`${han}[A-Z][·・]?[A-Z0-9]{5,6}`, 'gu')],
  ['file_number', /\d{6,}/gu],
  ['date', new RegExp(`(?:\\d{4}年)?${digits}{1,3}月(?:${digits}{1,3}[日号])?`, 'gu')],
  ['date', /\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?/gu],
  [
    'date',
    /(?:今天|昨天|前天|大前天|今早|昨晚|当天|上周|本周|这周|上个月|本月|上月|去年|今年)[一二三四五六日天末]?/gu,
  ],
  [
    'date',
    new RegExp(
      `(?:上午|下午|中午|晚上|凌晨)?${digits}{1,3}(?:点半?|时|:\\d{2})(?:\\d{1,2}分)?`,
      'gu',
    ),
  ],
  ['amount', new RegExp(`[\\d,.]*${digits}[万千百]?(?:多|余)?(?:元|块钱?|人民币)`, 'gu')],
  [
    'place',
    new RegExp(
      `${han}{2,6}(?:路|街|巷|弄|大道|村|社区|小区|花园|市场|商场|广场|大厦|园区|码头|车站)(?:\\d+号?)?`,
      'gu',
    ),
  ],
  ['picture', /照片|图片|截图|录像|视频|录音|监控画面/gu],
  ['name', new RegExp(`${han}{1,3}(?:先生|女士|小姐|师傅|老板|老师|某某|某)`, 'gu')],
];
/** So many letters in a row in which only this person said it. */
const rareLength = 7;

/**
 * What in the words would tell a unit which case it is: numbers, dates, places, amounts, pictures, names, and whole
 * phrases of the reporter's own. A help for those who write, never a proof that nothing is left.
 */
export function findClues(words: string, own: OwnWords): readonly Clue[] {
  const text = words.normalize('NFKC');
  const found = [
    ...patterns.flatMap(([kind, pattern]) =>
      [...text.matchAll(pattern)].map(([hit]): Clue => ({ kind, words: hit })),
    ),
    ...findFacts(text, own),
    ...findOwnPhrases(text, own),
  ];
  return dropParts(found.filter(({ words: hit }) => !isCommon(hit, own.common)));
}

/** The slots whose words point to one person or paper by themselves. */
function findFacts(text: string, { facts, evidence }: OwnWords): readonly Clue[] {
  const named: readonly (readonly [ClueKind, string | undefined])[] = [
    ['name', facts.officer],
    ['name', facts.company],
    ['name', facts.onBehalfOf],
    ['place', facts.place],
    ['file_number', facts.paper],
    ...evidence.map((name) => ['picture', name.replace(/\.\w+$/u, '')] as const),
  ];
  return named.flatMap(([kind, fact = '']) =>
    fact
      .normalize('NFKC')
      .split(/[\s,，。;；、]+/u)
      .filter((part) => part.length > 1 && text.includes(part))
      .map((part): Clue => ({ kind, words: part })),
  );
}

function findOwnPhrases(text: string, { facts, messages, common }: OwnWords): readonly Clue[] {
  const theirs = [...Object.values(facts), ...messages].join('\n').normalize('NFKC');
  const clues: Clue[] = [];
  for (let from = 0; from + rareLength <= text.length;) {
    const length = measureShared(text, from, theirs);
    const phrase = text.slice(from, from + length);
    const isRare = length >= rareLength && countLetters(phrase, common) >= rareLength;
    if (isRare) clues.push({ kind: 'rare_detail', words: phrase });
    from += isRare ? length : 1;
  }
  return clues;
}

/** How many letters from here on stand in the same order in the other text. */
function measureShared(text: string, from: number, other: string): number {
  let length = rareLength;
  if (!other.includes(text.slice(from, from + length))) return 0;
  while (from + length < text.length && other.includes(text.slice(from, from + length + 1))) {
    length += 1;
  }
  return length;
}

/** Letters that are left when everybody's words are taken out. */
function countLetters(phrase: string, common: readonly string[]): number {
  const rest = common.reduce(
    (left, word) => (word === '' ? left : left.replaceAll(word, '')),
    phrase,
  );
  return rest.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

function isCommon(hit: string, common: readonly string[]): boolean {
  return common.some((word) => word !== '' && word.includes(hit));
}

/** Each once, and none that stands within a longer one. */
function dropParts(clues: readonly Clue[]): readonly Clue[] {
  return clues.filter(
    ({ words }, index) =>
      !clues.some(
        (other, at) =>
          at !== index &&
          other.words.includes(words) &&
          (other.words.length > words.length || at < index),
      ),
  );
}
