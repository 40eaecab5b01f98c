import { type Basis, markEnds } from './basis.ts';

/** A word on which the meaning turns, and how many neighbours must be copied together with it. */
type Hinge = { readonly pattern: RegExp; readonly before: number; readonly after: number };

const numerals = '[〇零一二两三四五六七八九十百千万亿半\\d]';

/** Who must, may or must not: the words next to it say what, so that no duty changes its bearer or its matter. */
const duty: Hinge = {
  pattern:
    /[不无未没非勿莫禁免否]|应当|应该|必须|可以|可|有权|义务|需要|只能|只有|才|允许|准许|能|会|要|一律|所有|任何|全部|至少|至多|最多|最少|以上|以下|以内|超过|除外|除非|但|仅/gu,
  before: 2,
  after: 2,
};
/** How much, how many, how long: a number stands for nothing without what it counts. */
const amount: Hinge = {
  pattern: new RegExp(`${numerals}+(?:[.,]${numerals}+)*%?`, 'gu'),
  before: 2,
  after: 2,
};
/** Articles with the statute that stands before them, so that one's number is not given to another. */
const article: Hinge = {
  pattern: new RegExp(`(?:第${numerals}+[编章节条款项目](?:之${numerals}+)?)+`, 'gu'),
  before: 40,
  after: 0,
};
const quotedName: Hinge = { pattern: /[《〈][^》〉]*[》〉]?/gu, before: 0, after: 0 };
/** Statutes named without marks; 依法, 方法 and 法院 are none. */
const plainName: Hinge = {
  pattern:
    /(?<![依违合非方办无说执司立])法(?![律院定规人官庭治制学])|条例|办法|细则|规则|决定|解释|意见|通知|标准|清单/gu,
  before: 4,
  after: 0,
};
/** Whom to turn to: a person sent to the wrong organ loses the time limit. */
const organ: Hinge = {
  pattern:
    /局|厅|法院|检察院|委员会|纪委|监委|机关|部门|政府|中心|[大支中]队|派出所|司法所|街道办|窗口|银行|热线|平台|公安|城管|信访|仲裁/gu,
  before: 2,
  after: 0,
};
/** Who does it and to whom. */
const party: Hinge = {
  pattern:
    /您|你|我|他|她|人员|当事人|负责人|[申请举报投诉受害关系利第三]+人|公民|法人|个人|企业|商家|单位|组织|群众|专员/gu,
  before: 2,
  after: 2,
};
const latin: Hinge = { pattern: /[a-z][\w@./-]*/gu, before: 0, after: 0 };

/** Words that judge; the deciding organ judges, not the bot. */
const judgement: Hinge = {
  pattern:
    /违法|合法|有效|无效|胜诉|败诉|免罚|免予|撤销|赔偿|追究|成立|构成|犯罪|有罪|批准|通过|肯定|一定|保证|绝对|放心|属实|过错|责任|冤枉|有理/gu,
  before: 2,
  after: 2,
};
/** A person's own case, and what becomes of it. */
const ownCase: Hinge = {
  pattern:
    /(?:您|你|贵|本案|此案|该案|这次|这起|这件).{0,14}?(?:违法|合法|[有无]效|胜诉|败诉|赢|输|免|不罚|不予|不用|不必|撤|成立|赔|批准|通过|受理|立案|责任|[有无]罪|没错|有理)/gu,
  before: 2,
  after: 2,
};

const facts: readonly Hinge[] = [duty, amount, article, quotedName, plainName, organ, party, latin];
const verdicts: readonly Hinge[] = [judgement, ownCase];

/** Whether every number, name, organ and duty of a clause stands in the basis with its neighbours. */
export function hasOnlyKnownFacts(clause: string, basis: Basis): boolean {
  return listHinges(clause, facts).every((words) => basis.marked.includes(words));
}

/** Whether a clause judges nothing that the basis does not judge in the same words. */
export function hasOnlyKnownVerdicts(clause: string, basis: Basis): boolean {
  return listHinges(clause, verdicts).every((words) => basis.marked.includes(words));
}

/** Whether a clause says who must, may or must not, or how much. */
export function isBinding(clause: string): boolean {
  return listHinges(clause, [duty, amount]).length > 0;
}

/** Each hinge of a clause with its neighbours; an end of the clause that comes too soon counts as a neighbour. */
function listHinges(clause: string, hinges: readonly Hinge[]): readonly string[] {
  return hinges.flatMap(({ pattern, before, after }) =>
    Array.from(clause.matchAll(pattern), ({ index, 0: word }) => {
      const end = index + word.length + after;
      const words = clause.slice(Math.max(0, index - before), end);
      return markEnds(words, { atStart: index < before, atEnd: end > clause.length });
    }),
  );
}
