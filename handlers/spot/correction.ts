import type { Aligned } from './align.ts';

/** A person puts something right: a slot by its name, or old words by new ones. */
export type Correction =
  | { readonly kind: 'slot'; readonly label: string; readonly value?: string }
  | { readonly kind: 'words'; readonly old: string; readonly value: string }
  | { readonly kind: 'value'; readonly value: string };

const sorry =
  '(?:(?:不好意思|对不起|抱歉|哦|等等|等一下|更正一下|更正|纠正一下|(?:我)?(?:刚才|前面|上面)?(?:说|写|打|填|弄|搞)错了|不对)[,。!:\\s]*)';
const change = '(?:改成|改为|改到|改一下|更正为|更改为|换成|应该是|应当是|应为|应该在|写成)';
const wrong = '(?:(?:说|写|打|填|弄|搞)?错了|不对|有误|不准确)';
const tail = '[吧了哦啊。.!]*\\s*$';

/** Where a slot is named by a label: one of these words, longest first. */
export type Labels = readonly string[];

const mostLetters = 120;

/** Reads a message as a correction; undefined for anything that may be an answer or a telling. */
export function readCorrection({ text, folded }: Aligned, labels: Labels): Correction | undefined {
  if (folded.length > mostLetters || folded.includes('\n')) return undefined;
  const named = labels.join('|');
  const bySlot =
    find(
      `^\\s*${sorry}?(?:请)?(?:把|将)?(?:那个|我的|上面的)?(${named})(?:那里|这里|那一?项)?[,:\\s]?(?:请|要|得)?${change}[:\\s]*(.*?)${tail}`,
    ) ??
    find(
      `^\\s*${sorry}?(?:那个|我的|上面的)?(${named})${wrong}[,。;\\s]*(?:(?:应该|应当|其实|正确的)?(?:是|为|在)?[:\\s]*(.*?))?${tail}`,
    ) ??
    find(
      `^\\s*${sorry}?(${named})(?:不是|不在)[^,。;]{1,40}[,。;\\s]+(?:而是|应该是|应该在|是|在)\\s*(.+?)${tail}`,
    ) ??
    find(
      `^\\s*(?:sorry[,.\\s]*)?(?:please )?(?:change|correct) (?:the )?(${named}) to (.+?)${tail}`,
    ) ??
    find(
      `^\\s*(?:sorry[,.\\s]*)?the (${named}) (?:is wrong|was wrong|should be|was actually|is actually)[,.:\\s]*(?:it (?:is|was|should be)\\s)?(.*?)${tail}`,
    );
  if (bySlot !== undefined) {
    const [label = '', value = ''] = bySlot;
    return value === '' ? { kind: 'slot', label } : { kind: 'slot', label, value };
  }
  const byWords =
    find(
      `^\\s*${sorry}?(?:是)?(?:不是|不在|并非)([^,。;]{1,40}?)[,。;\\s]+(?:而是|应该是|应该在|而在|是|在)\\s*(.+?)${tail}`,
    ) ??
    find(
      `^\\s*(?:sorry[,.\\s]*)?(?:it (?:is|was) )?not ([^,.;]{1,40}?)[,;]?\\s(?:but|it (?:is|was)|it's)\\s(.+?)${tail}`,
    );
  if (byWords !== undefined) {
    const [old = '', value = ''] = byWords;
    return { kind: 'words', old, value };
  }
  const [value] = find(`^\\s*${sorry}(?:应该是|应当是|其实是|是|应该在|在)\\s*(.+?)${tail}`) ?? [];
  return value === undefined ? undefined : { kind: 'value', value };

  /** The person's own letters for the groups of the pattern. */
  function find(pattern: string): readonly string[] | undefined {
    const match = new RegExp(pattern, 'du').exec(folded);
    return match?.indices
      ?.slice(1)
      .map((span) => (span === undefined ? '' : text.slice(...span).trim()));
  }
}
