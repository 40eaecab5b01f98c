import type { SlotName } from './dialogue.ts';

type Fold = (text: string) => string;

const facts: ReadonlySet<SlotName> = new Set(['company', 'actingUnit', 'place', 'time', 'officer']);
/** Answers to an offer that is not open, and sounds; folded. */
const noAnswer =
  /^(?:请?(?:移交|转交)|(?:不)?同意(?:移交)?|继续(?:投诉)?|分开办?|合成一件|一起办?|改选|不等了|有用|没用|(?:不)?可以|(?:不)?行|(?:不)?好吧?|[嗯哦噢啊呃额哈呵唉]+|hmm+|ok|\d{1,2})[。.!~]*$/u;

/** True for marks, faces and single numbers: they tell nothing. */
export function isNoWord(text: string): boolean {
  return !/\p{L}/u.test(text) && !/\d{3}/u.test(text);
}

/** True for what cannot be the name of an office, a place, a day or a person: it is asked again instead. */
export function isNoFact(slot: SlotName, text: string, fold: Fold): boolean {
  if (!facts.has(slot)) return false;
  return isNoWord(text) || noAnswer.test(fold(text).trim());
}
