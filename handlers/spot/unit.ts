import { cut, findSpans, type Aligned, type Span } from './align.ts';
import { trimName } from './trim-name.ts';

/** Offices that enforce the law, by the name that stands at the end; folded. Longer ones first. */
const offices = [
  '综合(?:行政)?执法(?:局|支队|大队|中队|队)',
  '(?:城市管理|城管)(?:综合)?(?:行政)?执法(?:监督)?(?:局|支队|大队|中队|队)',
  '(?:文化市场综合|文化市场|交通运输综合|交通运输|交通综合|农业综合|市场监管综合|生态环境综合|生态环境保护综合|应急管理综合|劳动保障)(?:行政)?(?:执法|监察)(?:支队|总队|大队|中队|队)',
  '城市管理(?:和综合执法)?(?:委员会|局)|城管(?:执法)?(?:委|局|大队|中队|支队)',
  '市场监督管理(?:总局|局|所)|市场监管(?:局|所|分局)|市监(?:局|所)|工商(?:行政管理)?(?:局|所)|质监局|食药监局|药监局',
  '(?:公安)?(?:交通警察|交警)(?:总队|支队|大队|中队|队)|公安(?:厅|局|分局)|派出所|车管所|交管局',
  '(?:生态)?环境(?:保护)?分?局|环保局|环境监察(?:大队|支队)',
  '交通运输(?:厅|局)|交通局|运管(?:局|处|所)|道路运输管理(?:局|处|所)|路政(?:局|支队|大队|中队)|公路局|海事局|治超站',
  '卫生健康(?:委员会|委|局)|卫健(?:委|局)|卫生(?:局|监督所|计生局)|卫计(?:委|局)|疾控局|医保局',
  '人力资源(?:和|与)?社会保障(?:厅|局)|人社(?:厅|局)|劳动监察(?:支队|大队|局)|劳动局|社保局',
  '税务(?:局|所|分局)|(?:国|地)税局|烟草(?:专卖)?局|海关|气象局|邮政管理局',
  '消防(?:救援)?(?:支队|大队|队)|应急(?:管理)?局|安监局',
  '自然资源(?:和规划)?(?:局|所|分局)|国土(?:资源)?(?:局|所|分局)|规划局|不动产登记中心',
  '住(?:房(?:和|与)?城乡建设|建)(?:厅|局|委)|房管局|房产局|拆迁办|征收办',
  '水利局|水务局|农业(?:农村)?局|林业局|畜牧局|渔政(?:支队|大队|站)|农机局',
  '文化(?:和|与)?(?:广电)?(?:旅游|体育)?(?:和)?(?:旅游|体育|广电)?局|文旅局|教育局|教体局|民政局|司法局|物价局|发改(?:委|局)|商务局|统计局|审计局|财政局|民宗局|体育局',
  '工(?:业和)?信(?:息化)?局|园林(?:绿化)?(?:局|处)|粮食局|市政(?:局|处)|水政监察(?:支队|大队)|城建监察(?:支队|大队)|价格监督检查局|动物卫生监督(?:所|局)|食品药品监督管理(?:局|所)',
  '(?:殡葬|市场|渔政|河道|景区|出租房|流动人口|停车)[\\p{Script=Han}]{0,4}管理(?:所|站|处|局|办)|治超办|城建办|(?:农机|林业|畜牧|兽医|水利|食品|国土)站|(?:便民|政务|行政)服务中心|监督检测站|稽查(?:局|队|大队|支队)',
  '街道办事处|街道办|镇政府|乡政府|(?:人民)政府|管委会|村委会|居委会',
].join('|');

/** Letters that do not stand in the name of a region: words around it begin or end with them. */
const noName =
  '我你他她它们被在去到向找是的和与及由对给让叫说把将从了着过来这那有没个位名并又也还就都很不日天年月午晚早点时分里跟同于因为请问';
/** Verbs of two letters that stand before a name; their letters alone may belong to one (北投区). */
const noNameWord = '投诉|举报|反映|控告|检举';
const nameLetter = `(?:(?!${noNameWord})[\\p{Script=Han}a-z\\d*](?<![${noName}]|${noNameWord}))`;
const region = `(?:${nameLetter}{1,4}?(?:省|市|州|县|区|旗|镇|乡|街道))`;
const unitPattern = new RegExp(
  `(?:${region}{1,4}的?)?(?:${nameLetter}{0,4}?)?(?:${offices})(?:的?(?:${nameLetter}){0,5}?(?:分局|执法队|大队|中队|支队|监测站|检测站|中心|[\\p{Script=Han}]科(?![技学室]))|${nameLetter}{1,4}?所(?![长在以有])){0,2}`,
  'gu',
);
/** What people call the men in the street: no office to be taken down, but another doer beside one that is named. */
const streetNames =
  /(?:综合)?执法队(?!员)|城管(?!局|委|大队|中队|支队|执法|综合)|交警(?!队|大队|中队|支队)/gu;

const englishUnit =
  /\b(?:(?!the\b|by\b|of\b|from\b|and\b|that\b|to\b)[a-z][a-z'-]*\s){0,4}?(?:urban management|city management|market (?:supervision|regulation)|traffic police|public security|environmental? protection|ecology and environment|transport|health|tax|fire|labou?r|emergency management|natural resources|agriculture|culture and tourism)(?:\s(?:and|law|enforcement|administration))*\s(?:bureau|department|office|brigade|squad|team|station|commission|administration)\b/giu;

/** A kind of office, not one office. */
const isVague = /^(?:地方|当地|有关|相关|各级?|上级|人民|本地|属地|所在|其他|哪个|某个?|该|贵|你)/u;
/** Every town has one: without a place before it, it is a kind of office too. */
const isOfEveryTown =
  /^(?:城市管理|城管)?(?:综合)?(?:行政)?执法(?:监督)?队$|^(?:农机|林业|畜牧|兽医|水利|食品|国土)站$/u;
/** Behind these the name is of someone who was told, not of who acted. */
const isTold =
  /(?:向|去|(?<![收接拿])到|找|打|拨打|联系|报警给|报告|反映给|请求?|希望|要求|建议|呼吁|恳请|复议到|起诉到|或者?)\s*(?:当地|该|了|过)?$/u;
const isTheirs =
  /^里?的?(?:注册|登记|备案|查到|查询|调取)|^(?:的|说|称|也|却|一直|至今|还)?.{0,4}(?:反映|举报|投诉|报案|求助|反馈|咨询|申诉|申请复议|管一管|尽快|能够|能否|出面|查处|查一查|严查|介入)/u;

/** In a wish the unit is who is to help; among those addressed it is none either. */
const isWish =
  /(?:^|,)\s*(?:我们?|本人|强烈|特)*(?:希望|请求|恳请|呼吁|建议|望)[^,]{0,12}(?:以及|和|与|、|及|并)?$/u;
const isAddressed =
  /^\s*(?:尊敬的)?[^,。:;]{0,8}(?:书记|市长|县长|局长|区长|领导)[^,。:;]{0,4}(?:并|和|及|、)[a-z]?\d*$/u;
const isAsked = /^.{0,4}(?:申请|登记|办理|报案|投诉|举报|反映|求助|咨询|、)/u;

/** What says that the named unit did something to the person. */
const acted =
  /^(?:的)?(?:几个|两个|三个|一名|两名|一个|一位|两位|工作|执法|这帮|一帮|一群)?(?:执法)?(?:人员|人|队员|干部|民警|警察|辅警|协管员|领导|干警)?.{0,12}?(?:罚|扣|查封|没收|拖走|拖车|拖了|强拆|拆了|拆除|处罚|作出|下达|开了|收了|收取|收费|暂扣|抄|砸|打了|打人|推|驱赶|检查|不予|不给|不开|不让|拒绝|拒不|不作为|不处理|不受理|不理|推诿|拖着|吊销|责令|停业|态度|骂|乱|收走|收了|搬走|拿走|拆|掀|踢|来|天天|逼|要我|要求我|没有(?:出示|说明|给)|没[说给]|未出示|不出示)/u;
const accused = /(?:投诉|举报|控告|反映|被|遭|检举|说的是|是|对)\s*(?:一下)?$/u;

/** The one unit that the words name as having acted; undefined where none is named or several may be meant. */
export function spotUnit(aligned: Aligned): string | undefined {
  const named = listUnits(aligned).filter((span) => !isBystander(aligned, span));
  const unit = findDoer(aligned, named);
  return unit === undefined || isOfEveryTown.test(readName(aligned, unit))
    ? undefined
    : cut(aligned, unit);
}

function findDoer(aligned: Aligned, named: readonly Span[]): Span | undefined {
  if (named.length === 0) return undefined;
  if (isOne(aligned, named)) return isOutdone(aligned, named) ? undefined : longest(named);
  const doers = named.filter((span) => hasActed(aligned, span));
  return doers.length > 0 && isOne(aligned, doers) ? longest(doers) : undefined;
}

/** Every name of an office. */
export function listUnits({ folded }: Aligned): readonly Span[] {
  return [...findSpans(folded, unitPattern), ...findSpans(folded, englishUnit)].map((span) =>
    trimName(folded, span),
  );
}

function isBystander({ folded }: Aligned, { at, end }: Span): boolean {
  const before = folded.slice(Math.max(0, at - 6), at);
  const after = folded.slice(end, end + 12);
  const clause = /[^。!?;\n]*$/u.exec(folded.slice(Math.max(0, at - 40), at))?.[0] ?? '';
  return (
    isVague.test(folded.slice(at, end)) ||
    isTold.test(before) ||
    isTheirs.test(after) ||
    isWish.test(clause) ||
    (isAsked.test(after) && /(?:在|经|经由|通过)$/u.test(before)) ||
    isAddressed.test(folded.slice(0, at))
  );
}

function hasActed({ folded }: Aligned, { at, end }: Span): boolean {
  const before = folded.slice(Math.max(0, at - 6), at);
  return acted.test(folded.slice(end, end + 30)) || accused.test(before);
}

/** Somebody else, whose office is not named, did it. */
function isOutdone(aligned: Aligned, named: readonly Span[]): boolean {
  const others = findSpans(aligned.folded, streetNames).filter(
    ({ at, end }) => !named.some((span) => span.at < end && span.end > at),
  );
  return (
    others.some((span) => hasActed(aligned, span)) && !named.some((span) => hasActed(aligned, span))
  );
}

/** The same name again, or a short form of it, is no second unit. */
function isOne(aligned: Aligned, spans: readonly Span[]): boolean {
  const names = spans.map((span) => readName(aligned, span));
  const whole = names.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return names.every((name) => whole.endsWith(name) || whole.startsWith(name));
}

function readName({ folded }: Aligned, { at, end }: Span): string {
  return folded.slice(at, end).trim();
}

function longest(spans: readonly Span[]): Span {
  return spans.reduce((best, span) => (span.end - span.at > best.end - best.at ? span : best));
}
