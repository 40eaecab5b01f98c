import type { Citation } from '../citation.ts';
import { numeralClass } from '../statute/numerals.ts';
import { toArticleNumber } from '../statute/article-number.ts';
import type { StatuteNames } from '../statute/statute-names.ts';

const request = new RegExp(
  `^(.{2,40}?)的?第(${numeralClass}+)条(?:之(${numeralClass}+))?(.*)$`,
  'u',
);
const leadIn =
  /^(?:请问|请教|我想问|我想看|我想查|想看|想查|想问|帮我|给我|查一下|查询|查查|查|看一下|看看|看|问一下|一下|依据|根据|按照|关于|下)+/u;
/** The day of the conduct, read elsewhere. */
const date = /^[0-9年月日号./-]+(?:的?时候|时|那时|当时|的)?/u;
/** What may stand behind a number when nothing but the article itself is asked for. */
const tail =
  /是什么|说的是什么|什么内容|什么意思|怎么规定|如何规定|规定了什么|规定的|规定|怎么说|内容|全文|原文|条文|的|是|吗|呢|说|讲|了|什么|请问|谢谢/gu;

/** The article that a folded text asks for by its number and by nothing else. */
export function readArticleRequest(folded: string, names: StatuteNames): Citation | undefined {
  const plain = folded.replaceAll(/[\s《》〈〉"“”']/gu, '');
  const [, head, main, sub, rest = ''] = request.exec(plain) ?? [];
  if (head === undefined || rest.replaceAll(tail, '').replaceAll(/\p{P}/gu, '') !== '')
    return undefined;
  const article = toArticleNumber(main, sub);
  const statute = head
    .replace(leadIn, '')
    .replace(date, '')
    .replace(leadIn, '')
    .replace('中华人民共和国', '');
  if (article === undefined || statute.length < 2) return undefined;
  return { statute: names.find(statute) ?? statute, article };
}
