/** Folds script, width and case; an argument because pure rooms know no library. */
export type Fold = (text: string) => string;

const separators = /[\s\p{P}\p{S}]+/u;
const hanCharacter = /\p{Script=Han}/u;

/** The searchable units of a text: every Han character and every pair of neighbours, and whole Latin words. */
export function listTerms(text: string, fold: Fold): readonly string[] {
  return fold(text)
    .split(separators)
    .flatMap((run) => run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [])
    .flatMap((run) => (hanCharacter.test(run) ? toGrams(run) : [run]));
}

/** The folded text without spaces and marks: equal for two ways of writing the same question. */
export function toPlain(text: string, fold: Fold): string {
  return fold(text).split(separators).join('');
}

function toGrams(run: string): readonly string[] {
  const characters = Array.from(run);
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return [...characters, ...pairs];
}
