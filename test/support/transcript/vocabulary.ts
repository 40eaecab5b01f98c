import { readWords } from '../conversation-words.ts';
import type { Place } from './script.ts';

/** How transcripts call the channels. */
export const channelOf: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['公众号', 'official-account'],
  ['企业微信', 'wecom'],
  ['客服', 'wecom-kf'],
  ['网页', 'web-chat'],
  ['对接', 'intake'],
  ['进度页', 'progress-page'],
]);

/** Who may speak for the bureau: they sit at the console. */
export const staffRoles: ReadonlySet<string> = new Set([
  '受理员',
  '承办人',
  '科室负责人',
  '值班员',
  '编辑',
  '工作人员',
]);

/** What staff do with a ticket, in their words and the API's. */
export const actionOf: ReadonlyMap<string, string> = new Map([
  ['受理', 'accept'],
  ['分析', 'analyse'],
  ['核实', 'verify'],
  ['监督', 'supervise'],
  ['整改', 'rectify'],
  ['核对', 'check'],
  ['办结', 'close'],
  ['退回整改', 'send_back'],
  ['不予受理', 'refuse'],
  ['查否', 'find_unfounded'],
  ['移送', 'transfer'],
  ['调处', 'mediate'],
  ['答复', 'answer'],
  ['回复', 'reply'],
  ['询问', 'ask'],
  ['暂停', 'pause'],
  ['恢复', 'resume'],
  ['退回承办', 'hand_back'],
]);

/** What the person does with a ticket. */
const ownActions: ReadonlyMap<string, string> = new Map([
  ['提交', 'open'],
  ['补充', 'supplement'],
  ['催办', 'urge'],
  ['撤回', 'withdraw'],
  ['评价', 'rate'],
]);

const actionWords = invert([...actionOf, ...ownActions, ['交办', 'assign'], ['分拣', 'sort']]);
const channelWords = invert([...channelOf, ['二维码', 'qr']]);
const notice = readWords('notice', 'zh-CN');
const conversation = readWords('conversation', 'zh-CN');

const statusWords: ReadonlyMap<string, string> = new Map([
  ['waiting', '等待'],
  ['claimed', '正在发'],
  ['sent', '已送'],
  ['told', '已告知'],
  ['held', '留着'],
  ['failed', '失败'],
  ['cancelled', '已取消'],
]);

/** Codes as a reader calls them; a code without a word stays itself. */
export const toWord = {
  kind: (code: string) => notice.get(`notice.kind.${code}`) ?? code,
  status: (code: string) => notice.get(`notice.status.${code}`) ?? code,
  openness: (code: string) => conversation.get(`conversation.option.${code}`) ?? code,
  slot: (code: string) => conversation.get(`conversation.slot.${code}`) ?? code,
  action: (code: string) => actionWords.get(code) ?? code,
  channel: (code: string) => channelWords.get(code) ?? code,
  sending: (code: string) => statusWords.get(code) ?? code,
};

function invert(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(pairs.map(([word, code]) => [code, word]));
}
