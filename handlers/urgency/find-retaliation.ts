/** What somebody does to people for having spoken up, or says that they will. */
const done =
  /(?:打击|进行|遭到?|受到?|被|来|对我|开始)[^,。]{0,6}报复|报复(?:我|我们|我家|我店|性)|给我(?:们)?穿小鞋|(?:因为|自从|就因)[^。]{0,8}(?:投诉|举报|反映)[^。]{0,14}(?:刁难|针对|盯上|天天来查|威胁|找茬)|\bretaliat(?:ed?|ing|ion)\b|\brevenge on (?:me|us)\b/u;
/** Fear of it counts as well: the matter is then kept closer. */
const feared = /(?:怕|担心|害怕|恐)[^,。]{0,10}报复/u;
/** Spoken of in general, asked about, denied, or done by the writer. */
const other =
  /(?:没有?|未|并非|不是|不怕|不会|不担心)[^,。]{0,6}报复|报复(?:心|社会|性反弹|性消费)|我(?:要|想|会)报复|报复(?:怎么处罚|怎么定|算不算|是什么)|什么(?:是|叫|算)[^,。]{0,4}报复|\bno retaliation\b/u;

/** Whether the writer meets or fears retaliation; `fold` makes Traditional Simplified and capitals small. */
export function hasRetaliation(text: string, fold: (text: string) => string): boolean {
  return fold(text)
    .split(/[。!?;,\n]+/u)
    .some((clause, at, clauses) => {
      if (other.test(clause)) return false;
      const withBefore = `${clauses[at - 1] ?? ''} ${clause}`;
      return (
        feared.test(clause) || done.test(clause) || done.test(withBefore.replaceAll('报复', ''))
      );
    });
}
