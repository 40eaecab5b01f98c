import type { Openness } from '../tickets/index.ts';
import { slotNames, type SlotName } from './dialogue.ts';
import { isName } from './spot/index.ts';

type Fold = (text: string) => string;

/** Labels, folded, that name a slot at the start of a line (`单位：xxx`); the first is the canonical one. */
const labelsOf: Readonly<Record<SlotName, readonly string[]>> = {
  story: ['经过', '事情', '事情经过', '内容', '投诉内容', 'story', 'what'],
  actingUnit: ['单位', '被投诉单位', '执法单位', '执法部门', '部门', 'unit', 'agency'],
  place: ['地点', '地址', '位置', 'place', 'where', 'address'],
  time: ['时间', '日期', 'time', 'when', 'date'],
  officer: ['执法人员', '人员', '执法证', '执法证号', '证号', 'officer', 'certificate'],
  paper: ['文书', '收到的文书', '决定书', '单据', 'paper', 'document'],
  evidence: ['证据', '材料', '照片', 'evidence'],
  demand: ['诉求', '要求', '请求', 'demand', 'want'],
  company: ['企业', '公司', '企业名称', '公司名称', '会员企业', 'company'],
  openness: ['公开程度', '保密方式', 'openness'],
  contact: ['联系方式', '联系人', '姓名', '电话', '手机', 'contact', 'name', 'phone'],
  onBehalfOf: ['代谁反映', '替谁', '为谁', '当事人', '委托人', 'on behalf of', 'for whom'],
  area: ['领域', '执法领域', '类别', 'area', 'field'],
};

const slotOfLabel = new Map(
  slotNames.flatMap((slot) => labelsOf[slot].map((label): [string, SlotName] => [label, slot])),
);

/** The slot that a person names in their own word. */
export function findSlot(word: string, fold: Fold): SlotName | undefined {
  return slotOfLabel.get(fold(word).trim());
}

/** Every label, longest first, for finding them in a sentence. */
export function listLabels(): readonly string[] {
  return allLabels;
}

const allLabels = [...slotOfLabel.keys()].toSorted((a, b) => b.length - a.length);

/** The word that always means this slot, for quick replies. */
export function toSlotWord(slot: SlotName): string {
  return labelsOf[slot][0] ?? slot;
}

/** A message taken apart: lines that name their slot, and the rest as it stood. */
export type Labelled = {
  readonly bySlot: ReadonlyMap<SlotName, string>;
  readonly rest: string;
};

/** Longer lines are a telling, not an answer to one question. */
const maxLabelledLength = 60;

/** Splits off `label：value` lines. Contact lines are joined, for name and telephone may come apart. */
export function readLabels(text: string, fold: Fold): Labelled {
  const bySlot = new Map<SlotName, string>();
  const rest: string[] = [];
  for (const line of text.split('\n')) {
    const [, label = '', value = ''] =
      /^\s*([^:：\s]{1,12})\s*[:：]\s*(\S.*?)\s*$/u.exec(line) ?? saidLabel.exec(line) ?? [];
    const slot = findSlot(label, fold);
    if (slot === undefined || slot === 'evidence' || isLong(slot, value)) rest.push(line);
    else bySlot.set(slot, slot === 'contact' ? joinParts(bySlot.get(slot), value, ' ') : value);
  }
  return { bySlot, rest: rest.join('\n').trim() };
}

/** 单位是某局, said rather than written. */
const saidLabel =
  /^\s*((?:被投诉|执法)?单位|执法部门|地点|地址|时间|日期|执法证号|证号|诉求)(?:就|应该)?是\s*([^\s什哪谁].*?)\s*$/u;

function isLong(slot: SlotName, value: string): boolean {
  return slot !== 'story' && value.length > maxLabelledLength;
}

/** Characters of a telling that a session carries from message to message. */
const longestTelling = 20_000;

/** Joins two parts of one telling, unchanged; beyond 20,000 characters a part stays in the conversation alone. */
export function joinParts(before: string | undefined, part: string, by = '\n'): string {
  if (before === undefined || before === '') return part;
  return before.length + part.length > longestTelling ? before : `${before}${by}${part}`;
}

/** The certificate number of an officer as it stands in the text (执法证号 33010123, 证件号：A-1024). */
export function findCertificate(text: string): string | undefined {
  const pattern =
    /(?:执法证|執法證|证件|證件|证|證)(?:件)?(?:编号|編號|号码|號碼|号|號)\s*(?:是|为|為|[:：])?\s*([A-Za-z\p{Script=Han}]{0,2}[-\dA-Za-z]{5,20})/u;
  return pattern.exec(text)?.[1];
}

/** How open, where the words leave no doubt; a negated word says nothing. */
export function findOpenness(text: string, fold: Fold): Openness | undefined {
  const folded = fold(text);
  if (/(?<![不非未没])(?:匿名(?:投诉|举报|反映|反馈)|(?:我要|请|要求|希望)匿名)/u.test(folded))
    return 'anonymous';
  if (
    /(?:请|希望|要求|务必)(?:你们|贵局)?(?:对我|为我|替我|帮我)?(?:的?身份|的?信息)?保密/u.test(
      folded,
    )
  ) {
    return 'confidential';
  }
  if (hidesName.test(folded)) return 'confidential';
  return /(?:不用|不需要|不必|无需)(?:对我|给我|替我)?保密/u.test(folded) ? 'open' : undefined;
}

const hidesName =
  /(?:不要|别|不能|请勿|千万别)(?:把我|将我|透露我|泄露我|公开我|说出我|告诉.{1,6}我)的?(?:名字|姓名|身份|信息|电话|是谁)|(?:名字|姓名|身份)(?:请|要)?(?:隐去|隐藏|别写|不要写|不要公开|别公开|不公开)/u;

/** A name and a telephone number out of one answer; undefined parts were not given. `isSaid`: a name was announced. */
export function readContact(
  text: string,
  isSaid = saysName.test(text),
): { readonly name?: string; readonly phone?: string } {
  const plain = text.replaceAll(/[０-９]/gu, (digit) =>
    String.fromCodePoint((digit.codePointAt(0) ?? 0) - fullWidthOffset),
  );
  const match = phonePattern.exec(plain);
  const phone = match?.[1]?.replaceAll(/[- ]/gu, '');
  const name = plain
    .replace(match?.[0] ?? '', ' ')
    .replaceAll(contactWords, ' ')
    .replaceAll(/[\s,，;；。、:：]+/gu, ' ')
    .trim();
  return {
    ...(isName(name, isSaid) ? { name } : {}),
    ...(phone === undefined ? {} : { phone }),
  };
}

const fullWidthOffset = 0xfee0;
const phonePattern = /(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}|\d{7,8})(?!\d)/u;
const contactWords =
  /姓名|名字|联系人|聯絡人|联系方式|电话|電話|手机|手機|号码|號碼|我叫|我是|\b(?:my|name|phone|tel|is)\b/giu;
const saysName = /姓名|名字|联系人|聯絡人|我叫|我是/u;

/** An answer that says there is nothing to say. */
export function isNothing(text: string, fold: Fold): boolean {
  return /^(?:没有|没|呒没|冇|无|算了|不想说|不方便说|(?:我|真)?(?:不知道|不晓得|不清楚|不记得|记不得|记不清|忘)(?:了|啊|呀|他们?(?:叫什么|是谁|的?名字))?|i don'?t (?:know|remember)(?: (?:their|his|her|the) names?)?|not sure|不知道|不清楚|不记得|不详|none|nothing|unknown|no|n\/a)[。.!！]?$/u.test(
    fold(text).trim(),
  );
}

/** An answer that declines to leave a name or number. */
export function isRefusal(text: string, fold: Fold): boolean {
  return /不想|不愿|不留|不用|不便|不方便|不要|拒绝|算了|rather not|no thanks/u.test(fold(text));
}

/** True when the words read as a question. */
export function isQuestion(text: string): boolean {
  return /[?？吗嗎]\s*$/u.test(text.trim());
}

/** How many Han characters a text has. */
export function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}

/** True when the words ask for something, with or without a question mark. */
export function asksSomething(text: string, fold: Fold): boolean {
  return (
    isQuestion(text) ||
    /怎么|怎样|如何|什么|甚么|多久|多少|几天|哪里|哪个|谁管|能不能|可不可以|是不是|要不要|有没有|是否|吗,|呢$|\b(?:how|what|where|when|who|can i|may i)\b/u.test(
      fold(text),
    )
  );
}

/** From this length on words are a matter of their own: Han characters, or letters where there are none. */
const longTelling = { han: 20, letters: 60 };

/** True for words that are long enough to be a matter by themselves. */
export function isLongTelling(text: string): boolean {
  const han = countHan(text);
  return han === 0 ? text.length >= longTelling.letters : han >= longTelling.han;
}
