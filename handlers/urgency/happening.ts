const number = '[一二三四五六七八九十两几半\\d]+';
/** Long over, or dealt with. */
const over = new RegExp(
  `去年|前年|${number}年[前多]|上个?月|上周|上次|以前|曾经|那次|当时|过去半?年|${number}个?月[前了没]|[死坏烂拆扣打]过` +
    '|已经(?:开走|解冻|交了|被处理|拆完|放行|归还)|\\b(?:last (?:year|month|week)|years? ago)\\b',
  'u',
);
/** Says of the clauses before it that they are long over. */
const overBefore = new RegExp(`(?:${over.source})[^,]{0,4}的事了?$`, 'u');

/** Asked about or imagined; `怎么办` alone is a cry. */
const supposed =
  /如果|万一|要是|假如|倘若|应该找|什么(?:程序|情况|时候|流程|标准|依据|许可)|[吗么]\s*[?]?\s*$|[多最][少长]|几天|[扣封停关]多久|怎么(?:拿|申请|投诉|考|办[理证])|哪里(?:办|买)|合法吗|能不能|要不要|请问|想问|想知道|的程序|\b(?:what should i do if|how many|if they)\b/u;

/** Now, or within hours. */
const underWay =
  /正在|正被|正把|现在|刚刚|刚才|刚被|刚接到|马上|立刻|今天|今晚|今早|一早|明天(?:早上|就)|下午[一二三四五六]点|等下|等会|一会儿?|半小时|小时[后了]|已经|来了|到了|就要|要来|要把|要扣|要封|要拆|要强|快|还在|进村|门口|来不?及|再不|再等|再拖|不让|没油|[都全][^,]{0,3}了|在(?:拆|推|扣|封|搬|抱|没收|贴|砸|打|抢|化|拖|往|抬|我店|我的店|厂里|查封)|往[^,]{0,6}(?:车上|外)|\b(?:right now|now)\b/u;

/** The clauses of a sentence without those about long ago and about what might be. */
export function listPresent(sentence: string): readonly string[] {
  const clauses = sentence.split(',');
  if (clauses.some((clause) => overBefore.test(clause.trim()))) return [];
  return clauses.filter((clause) => !over.test(clause) && !supposed.test(clause.trim()));
}

/** Whether what is said goes on or is about to. */
export function isUnderWay(sentence: string): boolean {
  return underWay.test(sentence);
}
