/** Folds script, width and case; an argument because pure rooms know no library. */
export type Fold = (text: string) => string;

/** Called with each unit of a text: its key, whether it is a single character, and where it stands. */
export type VisitGram = (key: number, isSingle: boolean, from: number, to: number) => void;

const runs = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const startsHan = /^\p{Script=Han}/u;
/** Keys from here on are hashes of words; below lie single characters and pairs of UTF-16 units. */
const firstWordKey = 0xe000_0000;
const wordKeys = 0x2000_0000;

/** Walks the searchable units of a folded text: Han characters, neighbouring pairs of them, and whole other words. */
export function visitGrams(folded: string, visit: VisitGram): void {
  for (const match of folded.matchAll(runs)) {
    const [run] = match;
    if (startsHan.test(run)) visitHan(run, match.index, visit);
    else visit(toWordKey(run), false, match.index, match.index + run.length);
  }
}

function visitHan(run: string, at: number, visit: VisitGram): void {
  let previous = 0;
  for (let index = 0; index < run.length; index += 1) {
    const unit = run.charCodeAt(index);
    if (index > 0) visit(previous * 0x1_0000 + unit, false, at + index - 1, at + index + 1);
    visit(unit, true, at + index, at + index + 1);
    previous = unit;
  }
}

/** FNV-1a; two words that meet in one key only make a search a little less sharp. */
function toWordKey(word: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < word.length; index += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x0100_0193);
  }
  return firstWordKey + ((hash >>> 0) % wordKeys);
}
