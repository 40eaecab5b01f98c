/** Words and the marks of plain Chinese writing: no markup, link, code, invisible or look-alike character. */
const plainText =
  /^[\p{Unified_Ideograph}〇a-zA-Z0-9 ，。、；：！？“”‘’「」『』（）《》〈〉—…·％%.,;:!?()-]+$/u;
const wholeSentence = /^[^，、；：。].*[。！？]$/u;
const doubledMark = /[，、；：。！？]{2}/u;
const link = /[a-z0-9-]\.[a-z]{2,}|www|https?/iu;
const han = /[\p{Unified_Ideograph}〇]/gu;
const letters = /[\p{L}〇]/gu;

/** The part of the letters that must be Chinese; names of forms and units may be Latin. */
const fewestHan = 0.8;

/** Sentences of words and marks. */
export function isPlainText(text: string): boolean {
  const isSentence = wholeSentence.test(text) && !doubledMark.test(text);
  return isSentence && plainText.test(text) && !link.test(text);
}

export function isChinese(text: string): boolean {
  const count = text.match(letters)?.length ?? 0;
  return count > 0 && (text.match(han)?.length ?? 0) >= fewestHan * count;
}
