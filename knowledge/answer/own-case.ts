const speaker = /我|俺|咱|本人|本店|本公司|我家|我们/u;
const ruling =
  /违法[吗么不]|违不违法|合法[吗么不]|合不合法|(?:能|会|可以)(?:打)?赢|打得赢|胜诉|胜算|败诉|该不该(?:罚|交|赔)|罚(?:得|的)(?:对|重|合理)(?:吗|不对|不重|不合理)|(?:算|是)不是(?:乱罚|违法|滥用)|有没有(?:道理|理)|谁对谁错|能不能(?:撤销|胜诉|打赢)|会不会(?:撤销|改判)/u;

/** Whether a folded question asks to have the asker's own case judged. */
export function asksForRuling(folded: string): boolean {
  return speaker.test(folded) && ruling.test(folded);
}
