import type { Openness } from '../tickets/index.ts';

type Fold = (text: string) => string;

const wish =
  /^(?:那)?我?(?:还是|要|想|想要|希望|就|改主意了)*(?:改成|改为|换成|选择?|用)?(公开|保密|匿名)(?:处理|办理|投诉|举报|反映|算了)?[吧的了]?[。!~]*$/u;
const opennessOf: ReadonlyMap<string | undefined, Openness> = new Map([
  ['公开', 'open'],
  ['保密', 'confidential'],
  ['匿名', 'anonymous'],
]);

/** How open the person wishes it, where the message says nothing else (改成匿名, 我还是公开吧). */
export function readOpennessWish(text: string, fold: Fold): Openness | undefined {
  return opennessOf.get(wish.exec(fold(text).trim())?.[1]);
}
