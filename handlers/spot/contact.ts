import { align, findSpans, type Fold } from './align.ts';

const ownPhone =
  /(?:(?<!(?:他们?|她们?|对方|单位|队长|老板)的?)(?:我的?|本人的?|联系)?(?:电话|手机|联系方式|号码|手机号)(?:号码?)?(?:是|为|:)?|联系我|打给我|my (?:phone|mobile)(?: number)?(?: is)?:?|call me (?:at|on))\s?((?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)/gu;
const ownName =
  /(?:我叫|本人叫|我的名字(?:是|叫)|我姓名(?:是|:)?)\s?([\p{Script=Han}·]{2,4})(?=[,。;!\s]|$)|my name is ([a-z]+(?:[ -][a-z]+){0,2}?)(?=[,.;!]|\s(?:and|i|my|from)\b|$)/gu;

/** A telling freed of the person's own name and number, each letter of them as ×, and what they were. */
export type WithoutContact = {
  readonly text: string;
  readonly contact: { readonly name?: string; readonly phone?: string };
};

/** Takes out the name and number that the person says are theirs; other people's stay in the telling. */
export function takeOutContact(text: string, fold: Fold): WithoutContact {
  const { folded } = align(text, fold);
  const [phone] = findSpans(folded, ownPhone);
  const [name] = [...folded.matchAll(ownName)].map((match) => {
    const part = match[1] ?? match[2] ?? '';
    const at = match.index + match[0].lastIndexOf(part);
    return { at, end: at + part.length };
  });
  let masked = text;
  for (const span of [phone, name]) {
    if (span === undefined) continue;
    masked = masked.slice(0, span.at) + '×'.repeat(span.end - span.at) + masked.slice(span.end);
  }
  return {
    text: masked,
    contact: {
      ...(name !== undefined && { name: text.slice(name.at, name.end) }),
      ...(phone !== undefined && {
        phone: folded
          .slice(phone.at, phone.end)
          .replaceAll(/[- ]/gu, '')
          .replace(/^\+?86/u, ''),
      }),
    },
  };
}
