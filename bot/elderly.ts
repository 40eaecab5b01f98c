import type { Words } from './channel.ts';

/** The Han characters that one message of the elderly mode may have, its options included. */
export const mostHan = 60;
const mostOptions = 3;
/** Options may take this much of a message; a longer label is cut. */
const mostHanInOptions = 30;

/** The lines that the mode adds: that there is more, and how to reach a person. */
export type ElderlyLines = { readonly more: string; readonly person: string };

export function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}

/**
 * Cuts words to one short message: at most 60 Han characters, three options and a way to a person. What is left over
 * is kept in `rest` for 更多. `isWhole` words, which hold a secret, are never cut and must be short by themselves.
 */
export function fitForElderly(words: Words, lines: ElderlyLines, isWhole = false): Words {
  const options = words.options === undefined ? undefined : fitOptions(words.options);
  const hasPerson = options?.some(({ say }) => say === personWord) ?? true;
  const person = hasPerson || isWhole ? '' : `\n${lines.person}`;
  const taken =
    countHan(person) + (options ?? []).reduce((sum, { label }) => sum + countHan(label), 0);
  const limit = mostHan - taken;
  const withOptions = options === undefined ? {} : { options };
  if (isWhole || countHan(words.text) <= limit) {
    return { ...words, ...withOptions, text: `${words.text}${person}` };
  }
  const [head, rest] = cut(words.text, limit - countHan(lines.more));
  return { ...words, ...withOptions, text: `${head}\n${lines.more}${person}`, rest };
}

/** The word that calls a person, in every language. */
const personWord = '转人工';

function fitOptions(options: NonNullable<Words['options']>): NonNullable<Words['options']> {
  const fitted: { label: string; say: string }[] = [];
  let left = mostHanInOptions;
  for (const { label, say } of options.slice(0, mostOptions)) {
    const short = countHan(label) <= left ? label : `${cutHard(label, Math.max(1, left - 1))[0]}…`;
    if (left <= 1 && fitted.length > 0) break;
    fitted.push({ label: short, say });
    left -= countHan(short);
  }
  return fitted;
}

/** Ends of sentences and lines first, then commas. */
const breaks = [/(?<=[\n。！？!?；;])/u, /(?<=[，,、：:])/u];

/** Head with at most `limit` Han characters, and what follows. */
function cut(text: string, limit: number): readonly [string, string] {
  for (const pattern of breaks) {
    const parts = text.split(pattern);
    let head = '';
    for (const part of parts) {
      if (countHan(head + part) > limit) break;
      head += part;
    }
    if (countHan(head) > 0) return [head.trim(), text.slice(head.length).trim()];
  }
  const [head, rest] = cutHard(text, limit);
  return [head.trim(), rest.trim()];
}

function cutHard(text: string, limit: number): readonly [string, string] {
  let left = limit;
  let at = 0;
  for (const character of text) {
    if (countHan(character) === 1) left -= 1;
    if (left < 0) break;
    at += character.length;
  }
  return [text.slice(0, at), text.slice(at)];
}
