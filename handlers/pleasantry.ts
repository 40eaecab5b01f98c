type Fold = (text: string) => string;

/** Said for politeness: it answers nothing. */
export function isPleasantry(text: string, fold: Fold): boolean {
  return /^(?:谢谢(?:你|您|啊|了)?|多谢|再见|拜拜|辛苦了|thanks|thank you|bye)[。.!~]*$/u.test(
    fold(text).trim(),
  );
}
