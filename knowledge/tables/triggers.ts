import type { TableKind } from './row.ts';

/** Words that ask for a table rather than for an explanation. Folded; longer ones first where one holds another. */
const triggers: Readonly<Record<TableKind, readonly string[]>> = {
  leniency: [
    '能不能免罚',
    '可以免罚',
    '能免罚',
    '能免处罚',
    '可以不罚',
    '能不罚',
    '会不会罚款',
    '会不会罚',
    '会罚款',
    '会被罚',
    '首违不罚',
    '免罚轻罚',
    '轻微免罚',
    '免罚清单',
    '免罚',
    '不予处罚',
    '从轻处罚',
    '减轻处罚',
    '轻罚',
  ],
  no_compulsion: [
    '不予强制清单',
    '不予强制',
    '免强制',
    '可以不扣',
    '能不能不扣',
    '能不扣',
    '会不会扣',
  ],
  discretion: [
    '裁量基准',
    '裁量标准',
    '处罚标准',
    '罚款标准',
    '一般罚多少',
    '要罚多少',
    '会罚多少',
    '罚多少',
  ],
  powers: [
    '归哪个部门管',
    '归什么部门管',
    '是哪个部门管',
    '由哪个部门管',
    '该找哪个部门',
    '找哪个部门',
    '找什么部门',
    '哪个部门管',
    '什么部门管',
    '哪个单位管',
    '归谁管理',
    '归谁管',
    '该谁管',
    '谁来管',
    '谁管',
    '归哪管',
    '向谁举报',
    '打什么电话',
    '哪里举报',
  ],
  places: [
    '地址在哪里',
    '地址在哪',
    '在什么地方',
    '在哪里办',
    '在哪儿',
    '在哪里',
    '在哪',
    '怎么走',
    '地址',
    '电话号码',
    '联系电话',
    '电话是多少',
    '电话多少',
    '电话',
    '几点上班',
    '几点下班',
    '上班时间',
    '办公时间',
    '周末上班',
    '需要带什么材料',
    '要带什么材料',
    '带什么材料',
    '带什么证件',
    '要带什么',
    '带什么',
  ],
};

/** Around the matter, and no part of it. */
const padding = /请问|您好|你好|我想知道|想问一下|想问|问一下|这种情况|这种行为|的话|怎么|一下/g;
/** Left over where a trigger was taken out. */
const edges = /^[\s\p{P}的是该应要能会可以由]+|[\s\p{P}的是该应要能会可以由吗呢呀啊了]+$/gu;

export type Trigger = { readonly kind: TableKind; readonly matter: string };

/** A longer text is a story in which such a word stands by chance. */
const longestQuestion = 40;

/** Which table a question asks for and about what; undefined when it asks for none. */
export function findTrigger(text: string, fold: (text: string) => string): Trigger | undefined {
  const folded = fold(text);
  if (folded.length > longestQuestion) return undefined;
  const found = Object.entries(triggers)
    .flatMap(([kind, words]) => words.map((word) => ({ kind, word })))
    .filter(({ word }) => folded.includes(word))
    .toSorted((a, b) => b.word.length - a.word.length)[0];
  if (found === undefined || !isKind(found.kind)) return undefined;
  return { kind: found.kind, matter: trimMatter(folded.replaceAll(found.word, ' ')) };
}

/** What is asked about, without the words around it; names of rows are compared in the same form. */
export function trimMatter(folded: string): string {
  return folded.replaceAll(padding, ' ').replaceAll(edges, '').trim();
}

function isKind(kind: string): kind is TableKind {
  return Object.hasOwn(triggers, kind);
}
