import { align, type Fold } from '../spot/align.ts';
import type { WrittenRow } from './row.ts';

/** A number at the beginning of a line or behind a stop, as lists are typed; a decimal or a date is none. */
const numbered =
  /(?:^|\n|[。;!?])[ \t]*(?:第)?(?:(\d{1,2})[ \t]*(?:、|\.(?!\d)|\)|:|,|家|位)|\((\d{1,2})\)|([一二三四五六七八九十]{1,3})(?:、|\.|家|位)|\(([一二三四五六七八九十]{1,3})\))[ \t:,、.]*/gu;

/** What stands between a member's name and the matter; a comma or a blank only behind what ends as trade names do. */
const afterName = /[:|\t]|——|--|–|—|(?<=[司厂店行社部铺馆坊场院户市楼心吧站])[ ,;]+/u;
const longestName = 30;
/** How the names of those who trade end. */
const tradeName = /(?:公司|厂|商行|店|合作社|经营部|门市部|超市|餐馆|饭馆|酒楼|工作室|个体户)$/u;

/** The numbered lines of a message, in their order; words before the first belong to none. */
export function readNumberedRows(text: string, fold: Fold): readonly WrittenRow[] {
  const aligned = align(text, fold);
  const starts = [...aligned.folded.matchAll(numbered)].map((match) => ({
    at: match.index,
    from: match.index + match[0].length,
    number: toNumber(match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''),
  }));
  return starts.map(({ from, number }, n) => {
    const end = starts[n + 1]?.at ?? text.length;
    return { number, ...splitName(text.slice(from, end), aligned.folded.slice(from, end)) };
  });
}

/** True for words that only a list of members looks like: two lines or more, most with the name of a business first. */
export function isMemberList(text: string, fold: Fold): boolean {
  const rows = readNumberedRows(text, fold);
  const named = rows.filter(({ name }) => tradeName.test(name)).length;
  return rows.length > 1 && named * 2 > rows.length;
}

function splitName(words: string, folded: string): Pick<WrittenRow, 'name' | 'story'> {
  const found = afterName.exec(folded);
  const whole = { name: '', story: words.trim() };
  if (found === null)
    return tradeName.test(folded.trim()) ? { name: words.trim(), story: '' } : whole;
  const name = words.slice(0, found.index).trim();
  const story = words.slice(found.index + found[0].length).trim();
  return name.length < 2 || name.length > longestName ? whole : { name, story };
}

const digits = '一二三四五六七八九';

function toNumber(word: string): number {
  if (/^\d+$/u.test(word)) return Number(word);
  const [tens, ones = ''] = word.includes('十') ? word.split('十') : ['0', word];
  const ten = tens === '0' ? 0 : tens === '' ? 1 : digits.indexOf(tens ?? '') + 1;
  return ten * 10 + (ones === '' ? 0 : digits.indexOf(ones) + 1);
}
