import type { UrgentReason } from '../../tickets/index.ts';

/** Words that sound grave and are not; they are taken out before anything else is looked at. */
export const figures: readonly RegExp[] = [
  /跳楼价|自杀式|救命之恩|救命稻草|救命钱|[心疼累热气慢忙烦渴饿]+死(?:我|人)?了|简直要人命|死活|拼死拼活|僵尸/gu,
  /打(?:电话|招呼|印|听|分|卡|车|扫)|砍价|杀(?:猪|虫|菌|毒)|不想活在|让企业活不下去|着火点|死者/gu,
  /砸(?:价|锅|钱)|砸[^,。]{0,4}(?:饭碗|招牌|牌子)|抢[^,。]{0,4}(?:生意|客户|市场|单子)/gu,
  /(?:有|存在)[^,。]{0,6}(?:危险|隐患)|看到新闻[^,。]*/gu,
];

export type Signs = {
  /** Grave whenever it is said of now. */
  readonly always?: RegExp;
  /** Grave only while it goes on: the same words are often a complaint about last year. */
  readonly whenUnderWay?: RegExp;
};

export const signs: Readonly<Record<UrgentReason, Signs>> = {
  life: {
    always:
      /着火|起火|失火|爆炸了|浓烟|[漏泄]气|气在漏|气泄漏|晕(?:过去|倒)|昏迷|叫不醒|触电了|喘不上气|没有?呼吸|心脏病(?:犯|发)|掉[^,。]{0,3}[河江井塘水]里|溺水|压着人|困[着著在]|摔下来|流[^,。]{0,3}血|上吐下泻|快不行了|出人命|救命|人没出来|\bon fire\b|\bheart attack\b|\bunconscious\b/u,
  },
  self_harm: {
    always:
      /不想活|活着还?有什么意思|活不下去|过不下去|[想去]死(?!去活来)|死给|自杀|轻生|寻死|跳(?:楼|河|桥|下去)|农药|上吊|割腕|自焚|遗书|一了百了|结束(?:自己|生命|这一切|一切)|一起走算了|\bkill myself\b|\bsuicide\b|\bend my life\b/u,
  },
  violence: {
    always:
      /弄死|砍[了人死我他]|同归于尽|炸药|汽油|动手打人|打起来|打断[我他她你]|打得|头破血流|拿[着了]?刀|持刀|堵在[^,。]{0,4}门口|按在地上|铁棍|扔砖|锁在[^,。]{0,6}不让|围着[我他她][^,。]{0,4}不让|推我|见(?:东西|人)就[砸打]|\bbeating\b|\bknife\b|\bgun\b|\b(?:smashing|breaking (?:down|into)) (?:up )?my\b/u,
    whenUnderWay:
      /打[我人他她]|殴打|绑架|威胁|[砸踹撬掀铲](?![了过坏])[^,。]{0,2}[我咱俺]|[我咱俺][^,。]{0,5}在[砸踹撬]|刚[^,。]{0,14}[我咱俺][^,。]{0,6}[砸踹撬]|[闯冲]进[^,。]{0,3}(?:我|屋|家|店)|把[我他她][^,。]{0,3}往[^,。]{0,3}(?:车|外)[^,。]{0,2}[拖拽拉]/u,
  },
  demolition: {
    always:
      /(?:挖掘机|挖机|钩机|推土机|铲车)[^,。]{0,6}(?:开到|来|到|进村|在推|停)|掀了|\bdemolishing\b/u,
    whenUnderWay: /强拆|强行拆除|拆(?!换|迁款|迁补)|推(?:倒|我家)|停着(?:钩机|挖机|铲车)/u,
  },
  seizure: {
    always: /\b(?:taking away|seizing)\b/u,
    whenUnderWay:
      /封条|查封|封(?:我|店|门|厂)|扣(?!分|款)|没收|拖走|拉走|搬[^,。]{0,6}(?:货|东西|设备|柜)|抬|开走|抢|抱我|锁了|冻结/u,
  },
  perishable: {
    whenUnderWay:
      /(?:鱼|虾|蟹|海鲜|肉|菜|果|莓|荔枝|奶|豆腐|蛋|鸡|鸭|猪|牛|羊|苗|花|疫苗|熟食|面团|冰)[^。]*(?:死|坏|烂|臭|馊|蔫|黄了|化|完了|发霉|变质|放不过|只能放|放行|不让(?:走|进|喂)|没油)/u,
    always:
      /\b(?:rotting|spoiling)\b|(?:电闸|断电|停了我的电)[^。]*(?:化|坏|烂|死|完)|(?:化|坏|烂|死|完)[^。]*(?:电闸|断电)/u,
  },
};
