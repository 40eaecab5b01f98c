import type { Form } from './dialogue.ts';
import { ask, resume, slotsOf, type FactSlot } from './form.ts';

type Fold = (text: string) => string;

const enough =
  /^(?:滚|烦死了|够了|行了)?[,。!\s]*(?:求你)?(?:别|不要|不用|莫)(?:再|老)?(?:一直)?问(?:我)?了?[。!~]*$|^(?:stop asking|no more questions)[.!]*$/u;

/** True where the person wants to be asked no more. */
export function saysEnough(text: string, fold: Fold): boolean {
  return enough.test(fold(text).trim());
}

/** Nothing more is asked: what is there is read back. A form without a telling still needs one. */
export function stopAsking(form: Form): Form {
  const known: readonly FactSlot[] = form.facts.story === undefined ? ['story'] : [];
  const settled = slotsOf[form.kind].filter((slot) => !known.some((one) => one === slot));
  return ask({ ...resume(form), settled, openness: form.openness ?? 'confidential' });
}
