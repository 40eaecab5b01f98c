import { cut, dropContained, findSpans, type Aligned, type Span } from './align.ts';
import { trimName } from './trim-name.ts';
import { listUnits } from './unit.ts';

const noName =
  '我你他她它们被在去到向找是的和与及由对给让叫说把将从了着过来这那有没个位名并又也还就都很不天日年月午晚点时分因为请问走跑骑开停卖摆每整条跟同所以于经往顺沿靠';
const letter = `(?:[\\p{Script=Han}a-z\\d*](?<![${noName}]))`;
const region = `(?:${letter}{1,4}?(?:省|市|州|县|区|旗|镇|乡|街道|村|社区|办事处))`;
const road = `(?:${letter}{1,5}?(?:大道|大街|路|街|巷|弄|胡同|国道|省道|高速))`;
const roads = `${road}(?:(?:和|与|跟)?${letter}{1,5}?(?:路|街|大道)(?:的)?(?:交叉口|路口|交汇处|口))?`;
const house = '(?:[\\da-z一二三四五六七八九十百-]{1,6}(?:号|弄|栋|幢|座|层|楼|单元|室|组|公里处?))';
/** 市场 alone is also a word for trade: only where 在 stands before it. */
const spotKinds =
  '(?:菜市场|农贸市场|批发市场|夜市|菜场|小区|花园|广场|大厦|商场|超市|工业园|产业园|园区|开发区|码头|车站|火车站|汽车站|客运站|收费站|服务区|检查站|公园|景区|学校|小学|中学|幼儿园|医院|工地|路口|大桥|立交桥|步行街|商业街|美食城|商贸城|加油站|养殖场|屠宰场|水库|果园|车库|检测站|饭店|酒店|餐馆|饭馆|水果店|便利店|五金店|早餐店|小吃店|理发店|网吧)';
const spot = `(?:${letter}{1,8}?${spotKinds})`;
const behindRoad = `(?:${letter}{0,8}?${spotKinds})`;
const lesserSpot = `(?:${spot}|${letter}{1,6}?市场)`;
const beside =
  '(?:的)?(?:大门口|门口|门前|旁边|旁|附近|对面|路口|交叉口|入口|出口|里面|里|内|口|边上|段)?';

/** A place beyond doubt: a road with a number, or regions with a road, village or spot behind them. */
const firmPattern = new RegExp(
  `(?:${region}{0,4}${roads}${house}{1,4}${behindRoad}?|${region}{1,4}(?:${roads}(?:${house}|${behindRoad})?|${spot}|${letter}{1,4}?村(?:${house})?)|${roads}${behindRoad})${beside}`,
  'gu',
);
/** Behind 在 and the like a lesser name will do. */
const markedPattern = new RegExp(
  `(?:在|位于|坐落于|地处|地点(?:是|在|:)|地址(?:是|在|:)|途经|路过|经过|开到|行至|走到)\\s?(${region}{0,4}(?:${roads}(?:${house})?${behindRoad}?|${lesserSpot}|${letter}{1,5}?(?:村|镇|乡)(?:${house})?)${beside})`,
  'gu',
);
const englishPattern =
  /\b(?:at|on|in front of|outside|near)\s((?:no\.?\s?)?(?:\d{1,4}\s)?(?:[a-z][a-z'-]*\s){1,4}(?:road|rd\.?|street|st\.|avenue|market|square|plaza|lane|highway|village|mall|station)(?:,\s?[a-z]+\s(?:district|county|city|town))?)/gu;

/** Places that are named for another reason than that it happened there. */
const isAside =
  /(?:家住|住在|住址|户籍|户口|籍贯|老家|来自|我是|我们是|我系|本人是|本人系|本人住|拘留在|拖到|拖去|拉到|运到|带到|送到)\s?(?:在|于)?$/u;

/** A kind of place, not one place. */
const isVague =
  /^(?:非|省道|国道|地区|城市|城区|市区|县城(?!\p{Script=Han}{2})|小区|社区|主干道|全[市县区镇]|各|公路|道路|马路|街道|村|公共|每|某|本)(?!\S{0,3}\d)/u;

/** The one place where the words say that it happened; undefined where none or several are named. */
export function spotPlace(aligned: Aligned): string | undefined {
  const { folded } = aligned;
  const found = listPlaces(aligned).filter(
    ({ at }) => !isAside.test(folded.slice(Math.max(0, at - 6), at)),
  );
  const names = found.map(({ at, end }) => folded.slice(at, end));
  const whole = names.toSorted((a, b) => b.length - a.length)[0] ?? '';
  const [first] = found.toSorted((a, b) => b.end - b.at - (a.end - a.at));
  return first !== undefined && names.every((name) => whole.includes(name))
    ? cut(aligned, first)
    : undefined;
}

/** Every place that is named, no office's name among them. */
export function listPlaces(aligned: Aligned): readonly Span[] {
  const { folded } = aligned;
  const units = listUnits(aligned);
  const found = [firmPattern, markedPattern, englishPattern].flatMap((pattern) =>
    findSpans(folded, pattern).map((span) => trimName(folded, span)),
  );
  return dropContained(found)
    .filter(({ at, end }) => !isVague.test(folded.slice(at, end)))
    .filter(({ at, end }) => !units.some((unit) => unit.at < end && unit.end > at))
    .toSorted((a, b) => a.at - b.at);
}
