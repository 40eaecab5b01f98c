import type { Fold } from '../../retrieval/index.ts';
import { maskPersonal } from './mask-personal.ts';
import { surnames } from './surnames.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The text without what tells who somebody is. */
export type Mask = (text: string) => string;

const surname = new Set(surnames);
/** Words of one character that stand before names. */
const joining = new Set('和了跟与给找叫被');
const marksAndRuns = /\[\p{Script=Han}+\]|\p{Script=Han}+/gu;
const latinWord = /(?<![a-z\d])[a-z][a-z\d_-]{3,}/giu;
const hasHan = /\p{Script=Han}/u;

/**
 * maskPersonal, and every surname with what follows it, unless the two characters stand together in published text:
 * a name that nothing else gives away. Latin words in a Chinese text go too, as they are mostly names of accounts.
 */
export function createMask(vocabulary: Vocabulary, fold: Fold): Mask {
  const isNew = (pair: string): boolean =>
    Array.from(pair).length === 2 && !vocabulary.has(fold(pair));
  /** The end of a known word is no surname: 如何, 程序. */
  const endsWord = (before: string, first: string): boolean =>
    before !== '' && !joining.has(before) && !isNew(before + first);

  function maskRun(run: string): string {
    const characters = Array.from(run);
    let masked = '';
    let before = '';
    for (let at = 0; at < characters.length; at += 1) {
      const [first = '', second = '', third = ''] = characters.slice(at, at + 3);
      const isName = surname.has(first) && isNew(first + second) && !endsWord(before, first);
      masked += isName ? '[姓名]' : first;
      if (isName) at += isNew(second + third) ? 2 : 1;
      before = isName ? '' : first;
    }
    return masked;
  }

  return function mask(text) {
    const plain = maskPersonal(text);
    if (!hasHan.test(plain)) return plain;
    return plain
      .replace(latinWord, '[账号]')
      .replace(marksAndRuns, (found) => (found.startsWith('[') ? found : maskRun(found)));
  };
}
