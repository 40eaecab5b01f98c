import type { MaskRule } from './rule.ts';
import { surnames } from './surnames.ts';

/** Surnames that in the middle of a sentence are mostly something else. */
const doubtful = /[位时舒成关管单查薄向强常项施]/gu;
const plainSurnames = surnames.replace(doubtful, '');
const compound =
  '(?:欧阳|歐陽|上官|司马|司馬|诸葛|諸葛|夏侯|尉迟|皇甫|东方|慕容|令狐|公孙|轩辕|宇文|长孙|司徒|端木|百里|南宫|独孤)';
/** Characters that are common in given names and rare behind a surname's character in other words. */
const given =
  '伟偉芳娜敏静靜丽麗强強磊军軍洋勇艳艷杰傑娟涛濤超秀霞刚剛桂英玉兰蘭红紅建国國志鹏鵬飞飛鑫波斌宇浩凯凱健俊帅帥雪梅琳燕玲婷慧倩颖洁莉萍云雲凤鳳琴珍莲蓮香春菊雷龙龍辉輝亮东東海峰宁寧康乐晨阳陽晓曉佳欣怡涵梓轩浩然博思雨嘉诗琪淑贵福生荣榮祥德永义义庆慶华華平明文小大丹丰豐彪勤胜旺根富贤良仁忠诚友裕星光震振壮豪翔旭坤珊莎媛娥芬芝蓉菲薇岚馨瑶娇娴璐璇钰蕾彤彦哲睿皓泽铭昊霖楠榕舟洪波三四五六';
const han = '\\p{Script=Han}';
const full = `(?:${compound}|[${surnames}])`;
const foreign = `${han}{2,6}(?:[·•・]${han}{1,10})+`;

/** After these, whatever 2 to 4 characters follow are taken for the name. */
const called = '(?:我叫|我名叫|我名字叫|名叫|叫做|叫作)[\\s:]*';
const labelled =
  '(?:姓名|名字|联系人|聯繫人|收款人|签发人|经手人|署名|签名|落款)(?:\\s|是|为|叫|:)+';
/** After these only what begins like a name. */
const cues =
  '(?:本人|我是|姓名|联系人|签发人|经手人|收款人|证人|报案人|署名|签名|当事人|當事人|申请人|申請人|举报人|舉報人|投诉人|投訴人|被处罚人|被举报人|法定代表人|法人代表|法人|负责人|經營者|经营者|经办人|户主|店主|老板|房东|司机|执法人员|办案人员|承办人|队员|儿子|女儿|丈夫|妻子|爱人|父亲|母亲|爸爸|妈妈|老公|老婆|孩子|哥哥|弟弟|姐姐|妹妹|朋友|同事|邻居|名为)';
const titles =
  '(?:先生|女士|小姐|同志|警官|队长|隊長|局长|局長|处长|科长|科長|股长|所长|所長|站长|主任|经理|經理|老板|老闆|师傅|師傅|书记|镇长|乡长|村长|主管|老师|律师|法官|检察官|阿姨|叔叔|大姐|大哥|大爷|大妈|某某|某甲|某乙|某)';
const nicknamed =
  '王李张刘陈杨赵黄周吴徐孙胡朱郭林罗郑宋谢唐韩冯邓曹彭曾董袁潘蒋蔡余杜叶苏魏吕丁沈姚卢';

const rule = (pattern: string): MaskRule => ({
  pattern: new RegExp(pattern, 'giu'),
  mark: '[姓名]',
});

/**
 * Names, by what stands before or behind them and by the characters that names are made of. Others are found by
 * comparing with what is published, in create-mask.ts.
 */
export const nameRules: readonly MaskRule[] = [
  // Two words with capitals; elsewhere case is not told apart.
  { pattern: /[A-Z][a-z]+[ -][A-Z][a-z]+/gu, mark: '[姓名]' },
  rule(foreign),
  rule(`(?<=${called}|${labelled})${han}{2,4}`),
  rule(`(?<=(?:name is|i am|my name's|mr\\.?|mrs\\.?|ms\\.?)\\s)[a-z]+(?: [a-z]+)?`),
  rule(`${full}${han}{0,2}?\\s?${titles}`),
  rule(`(?<=${cues}(?:\\s|是|叫|为|[:：])?)${full}${han}{1,2}`),
  rule(`(?<!${han}|\\])[老小阿][${nicknamed}](?!序)`),
  rule(`${compound}${han}{1,2}`),
  rule(`[${plainSurnames}](?!东西)[${given}]{1,2}`),
];
