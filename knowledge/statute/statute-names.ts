import { statuteNameLines } from '../retrieval/synonyms/statute-names.ts';
import type { Fold } from '../retrieval/index.ts';
import { toPlainTitle } from './title.ts';

/** Short names that people use in citations and the search's own list does not have; said > meant. */
const moreNameLines = `
诉讼法 > 行政诉讼法
公开条例 政府公开条例 > 政府信息公开条例
复议条例 复议法实施条例 > 行政复议法实施条例
食安条例 食安法实施条例 > 食品安全法实施条例
交法条例 道交法实施条例 > 道路交通安全法实施条例
移送规定 > 行政执法机关移送涉嫌犯罪案件的规定
罚缴分离办法 > 罚款决定与罚款收缴分离实施办法
中小企业款项条例 款项支付条例 > 保障中小企业款项支付条例
房屋征收条例 > 国有土地上房屋征收与补偿条例
保密法 > 保守国家秘密法
`;

/** Finds statutes by the names that people give them. */
export type StatuteNames = {
  /** The title that a name means: a title itself, with or without 中华人民共和国, or a short name. */
  readonly find: (name: string) => string | undefined;
  /** The longest name that the folded text ends with, and what it means. */
  readonly findAtEnd: (
    folded: string,
  ) => { readonly title: string; readonly length: number } | undefined;
};

/** What may stand before a name without book marks; after anything else it is the end of a longer name. */
const leading =
  /(?:^|[\s\p{P}\p{S}0-9]|[据照按反用的和与及跟或是在问下新旧了对看到查说于依凭给想叫讲指为将把有没无不涉合引读找学懂提过该此其这那们我你他她位局部院关员么得着里中上后时让被从除])$/u;
const shortest = 2;

/** Names the given titles and all that the lists of short names know. */
export function createStatuteNames(titles: readonly string[], fold: Fold): StatuteNames {
  const meanings = new Map<string, string>();
  for (const [said, meant] of listShortNames()) {
    meanings.set(fold(meant), meant);
    meanings.set(fold(said), meant);
  }
  for (const title of titles) meanings.set(fold(title), title);
  const longest = Math.max(...[...meanings.keys()].map(({ length }) => length));
  return {
    find: (name) => meanings.get(fold(toPlainTitle(name, fold))),
    findAtEnd(folded) {
      for (let length = Math.min(longest, folded.length); length >= shortest; length -= 1) {
        const title = meanings.get(folded.slice(-length));
        const before = folded.slice(0, -length);
        if (title !== undefined && leading.test(before)) return { title, length };
      }
      return undefined;
    },
  };
}

/** A short name that may mean several statutes names none. */
function listShortNames(): readonly (readonly [said: string, meant: string])[] {
  return `${statuteNameLines}${moreNameLines}`
    .split('\n')
    .filter((line) => line.includes('>'))
    .flatMap((line) => {
      const [said = '', meant = ''] = line.split('>');
      const [only, ...others] = meant.trim().split(' ');
      if (only === undefined || others.length > 0) return [];
      return said
        .trim()
        .split(' ')
        .map((name) => [name, only] as const);
    });
}
