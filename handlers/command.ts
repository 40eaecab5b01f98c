import type { Language } from '../bot/index.ts';

/** The words that are understood in any channel when they are the whole message. */
const commands = [
  'complain',
  'feedback',
  'consult',
  'suggest',
  'progress',
  'supplement',
  'rate',
  'withdraw',
  'ask_person',
  'leave_message',
  'back_to_bot',
  'urge',
  'call_me',
  'retaliation',
  'skip',
  'open',
  'confidential',
  'anonymous',
  'change',
  'submit',
  'cancel',
  'back',
  'help',
  'join',
  'members',
  'bind',
  'more',
  'elderly',
  'plain',
  'greet',
  'yes',
  'no',
] as const;
export type CommandName = (typeof commands)[number];

/** A command and what stood behind it (`进度 0123`, `修改 单位`), trimmed, unfolded. */
export type Command = { readonly name: CommandName; readonly rest: string };

/** In folded spelling (Simplified, half width, lower case): the first word is the canonical one. */
const wordsOf: Readonly<Record<CommandName, readonly string[]>> = {
  complain: [
    '投诉',
    '举报',
    '投诉举报',
    '我要投诉',
    '我要举报',
    '我还是要投诉',
    '还是投诉',
    '还是要投诉',
    '我想投诉',
    'complain',
    'complaint',
    'report',
  ],
  feedback: ['企业反馈', '企业意见', 'business feedback', 'enterprise feedback', 'feedback'],
  consult: ['咨询', '法律咨询', '谘询', '我要咨询', 'consult', 'question', 'ask'],
  suggest: ['建议', '意见建议', '我要建议', 'suggest', 'suggestion'],
  progress: ['进度', '查进度', '查询进度', '我的工单', 'progress', 'status', 'my tickets'],
  supplement: ['补充', '补充材料', 'supplement', 'add'],
  rate: ['评价', '评分', 'rate', 'rating'],
  withdraw: ['撤回', '撤诉', 'withdraw'],
  ask_person: [
    '转人工',
    '人工',
    '人工客服',
    '人工服务',
    '找人工',
    '找人',
    '真人',
    '真人客服',
    '找工作人员',
    '转接人工',
    '转接专员',
    'agent',
    'human',
    'staff',
    'person',
    'talk to a person',
    'talk to a human',
  ],
  leave_message: ['留言', '我要留言', '留个言', 'leave a message', 'message'],
  back_to_bot: [
    '退出人工',
    '结束人工',
    '回到机器人',
    '返回机器人',
    '转机器人',
    '机器人',
    'back to the bot',
    'bot',
    'exit',
  ],
  urge: ['催办', '催促', '催一下', 'urge', 'chase'],
  call_me: ['打电话', '打给我', '打电话给我', '给我打电话', '回电', '请回电', 'call me', 'call'],
  retaliation: ['报复', '被报复', '打击报复', 'retaliation', 'reprisal'],
  skip: ['跳过', '略过', 'skip'],
  open: ['公开', 'public', 'open'],
  confidential: ['保密', 'confidential'],
  anonymous: ['匿名', 'anonymous'],
  change: ['修改', '更改', '更正', 'change', 'edit', 'correct'],
  submit: ['提交', '完成', '写完了', '发完了', '送出', 'submit', 'send', 'file'],
  cancel: [
    '取消',
    '不投诉了',
    '不想投诉了',
    '我不想投诉了',
    '不填了',
    '不办了',
    '不弄了',
    '重新开始',
    '从头来',
    '重来',
    'cancel',
    'start over',
  ],
  back: ['返回', '上一步', '上一题', 'back'],
  help: ['帮助', '菜单', '说明', '选单', '功能', 'help', 'menu'],
  join: ['加入', 'join'],
  members: ['会员', '批量', '会员批量', '批量反映', 'members', 'member', 'batch'],
  bind: ['绑定', '綁定', 'bind', 'link'],
  more: ['更多', '还有呢', '接着说', 'more'],
  elderly: ['长辈模式', '大字', '大字版', '老年模式', '关怀模式', 'elderly mode', 'large type'],
  plain: ['普通模式', '标准模式', '标准版', 'normal mode', 'standard mode'],
  greet: [
    '你好',
    '您好',
    '在吗',
    '有人吗',
    '早上好',
    '下午好',
    '晚上好',
    'hello',
    'hi',
    '开始',
    'start',
  ],
  yes: ['是', '是的', '确定', '确认', '对', '好', '好的', 'yes', 'y', 'ok'],
  no: ['不', '不是', '否', '不用', '继续', 'no', 'n', 'continue'],
};

const anything = /\S/u;
const ticketNumber = /^[\da-z-]*\d[\da-z-]*(\s.*)?$/iu;
const code = /^[\da-z-]{4,}$/iu;

/** Commands that may carry something behind them, set off by a space or a colon, and what that may be. */
const restOf: Partial<Record<CommandName, RegExp>> = {
  consult: anything,
  supplement: anything,
  change: anything,
  join: code,
  members: code,
  bind: code,
  progress: ticketNumber,
  rate: ticketNumber,
  withdraw: ticketNumber,
  urge: ticketNumber,
  open: ticketNumber,
  confidential: ticketNumber,
  anonymous: ticketNumber,
};

const byWord = new Map(
  commands.flatMap((name) => wordsOf[name].map((word): [string, CommandName] => [word, name])),
);

const longestWord = 40;

/** The command that the message is, or begins with; undefined when it is free text. */
export function findCommand(text: string, fold: (text: string) => string): Command | undefined {
  const whole = text.length > longestWord ? undefined : byWord.get(toWord(fold(text)));
  if (whole !== undefined) return { name: whole, rest: '' };
  const [, head = '', rest = ''] = /^\s*([^\s:：]+)[\s:：]+(\S[\s\S]*)$/u.exec(text) ?? [];
  const name = head.length > longestWord ? undefined : byWord.get(toWord(fold(head)));
  if (name === undefined || restOf[name]?.test(fold(rest).trim()) !== true) return undefined;
  return { name, rest: rest.trim() };
}

/** The word that always means this command, for quick replies. */
export function toSay(name: CommandName, rest = ''): string {
  const [word = name] = wordsOf[name];
  return rest === '' ? word : `${word} ${rest}`;
}

const languageWords: ReadonlyMap<string, Language> = new Map([
  ['简体中文', 'zh-CN'],
  ['中文', 'zh-CN'],
  ['繁体中文', 'zh-TW'],
  ['english', 'en'],
  ['英文', 'en'],
]);

/** The language that the whole message asks for. */
export function findLanguage(text: string, fold: (text: string) => string): Language | undefined {
  return text.length > longestWord ? undefined : languageWords.get(toWord(fold(text)));
}

/** True for a message that is a command word in English letters. */
export function isEnglish(text: string): boolean {
  return /^[a-z ]+$/iu.test(text.trim());
}

function toWord(folded: string): string {
  return folded
    .trim()
    .replace(/^[“"'「『【[]+|[”"'」』】\]。．.!！,，~～、]+$/gu, '')
    .replace(/(?<=..)[吧啊呀哦]$/u, '')
    .trim();
}
