import { administrativeLines } from './administrative.ts';
import { civilLines } from './civil.ts';
import { crimeLines } from './crime.ts';
import { dailyLifeLines } from './daily-life.ts';
import { questionFormLines } from './question-forms.ts';
import { statuteNameLines } from './statute-names.ts';
import { workAndBusinessLines } from './work-and-business.ts';

/** What each word may stand for besides itself. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

/** The synonyms that are shipped: what people say and what statutes say for it. */
export function listSynonyms(): Synonyms {
  return readSynonyms(
    [
      administrativeLines,
      civilLines,
      crimeLines,
      dailyLifeLines,
      questionFormLines,
      statuteNameLines,
      workAndBusinessLines,
    ].join('\n'),
  );
}

/** Reads lines of folded words: both sides of `=` mean the same, `>` leads from the left only. */
export function readSynonyms(lines: string): Synonyms {
  const synonyms = new Map<string, readonly string[]>();
  const add = (said: readonly string[], meant: readonly string[]): void => {
    for (const word of said) {
      const others = [...(synonyms.get(word) ?? []), ...meant].filter((other) => other !== word);
      if (others.length > 0) synonyms.set(word, [...new Set(others)]);
    }
  };
  for (const line of lines.split('\n')) {
    const [, said, sign, meant] = /^(.+) ([=>]) (.+)$/.exec(line) ?? [];
    if (said === undefined || meant === undefined) continue;
    add(said.split(' '), meant.split(' '));
    if (sign === '=') add(meant.split(' '), said.split(' '));
  }
  return synonyms;
}
