import type { Fold } from './align.ts';

const complaint =
  /^(?:您好|你好|领导好|尊敬的\S{0,8})?[,。!:\s]*(?:我们?|本人|我方|我司)?(?:现在?|今天)?(?:要|想|想要|来|特|特此|需要|实名|匿名|再次|强烈)*(?:向你们|向贵局|向您|在此)?(?:实名|匿名)?(?:投诉|举报|检举|控告)(?!电话|热线|渠道|方式|怎么|需要|要不要|会不会|了|过|有用|人)|(?:^|[,。!;])我们?要(?:投诉|举报)(?!电话|热线|渠道|方式|怎么|需要|吗)|^\s*(?:hi|hello)?[,.\s]*(?:i|we) (?:want|would like|wish|need) to (?:complain|report|file a complaint|lodge a complaint)/u;
const suggestion =
  /^(?:您好|你好)?[,。!\s]*(?:我们?|本人)?(?:想|要)?(?:提(?:一个|个|一点|点|几个|几点|条|一条)?(?:意见)?建议|有(?:一个|个|几点|几个|一点)?建议|建议(?:你们|贵局|政府|有关部门|在|对|增加|取消|加强|能)|(?:我们?|本人)建议(?!.{0,8}(?:查处|处罚|追究|严惩)))|^\s*i (?:have|would like to make) a suggestion/u;
const consultation =
  /^(?:您好|你好)?[,。!\s]*(?:我们?|本人)?(?:想|要)?(?:咨询|请问|问一下|请教)|^\s*i (?:have a question|would like to ask)/u;

/** What the person says in so many words that they came for; undefined where they do not say. */
export function spotKind(
  text: string,
  fold: Fold,
): 'complaint' | 'suggestion' | 'consultation' | undefined {
  const folded = fold(text);
  if (complaint.test(folded)) return 'complaint';
  if (suggestion.test(folded)) return 'suggestion';
  return consultation.test(folded) ? 'consultation' : undefined;
}
