import type { Fold } from '../retrieval/index.ts';
import type { Guess } from './model.ts';

/** Words that speak for an area before anything was learnt; each counts by its length. */
const wordsOf: Readonly<Record<string, string>> = {
  market_regulation:
    '食品 药品 价格 涨价 假货 商标 广告 营业执照 计量 缺斤少两 消费 超市 商家 ' +
    '退货 传销 市场监管 工商 质监 特种设备 电梯 乱收费 发票',
  city_management:
    '城管 占道 摆摊 违建 违章建筑 违法建设 广告牌 市容 环卫 垃圾 路灯 物业 ' +
    '业主 小区 停车位 绿化 渣土 自来水 燃气 拆迁 房产 开发商 住房',
  transport:
    '交通 公交 出租车 网约车 班车 客运 货车 超载 路政 公路 高速 地铁 道路运输 ' +
    '驾校 车站 司机 运管 的士 滴滴 线路 堵车',
  ecology:
    '污染 环保 排放 废气 废水 噪音 噪声 扬尘 油烟 臭味 异味 污水 粉尘 环评 ' +
    '生态环境 偷排 养猪场 烟尘 河水 垃圾焚烧',
  work_safety: '安全生产 应急 消防 危化品 矿山 隐患 爆炸 烟花爆竹 安监 事故',
  agriculture: '农业 种子 化肥 农药 兽药 生猪 屠宰 渔业 禁捕 农机 耕地 农村',
  culture_tourism: '旅游 旅行社 导游 景区 网吧 歌厅 娱乐场所 文物 出版 演出 体育',
  natural_resources: '国土 土地 宅基地 征地 规划 采矿 采砂 林地 不动产 自然资源',
  labour:
    '工资 社保 社会保险 养老保险 工伤 劳动 失业 加班 职称 退休 人社 拖欠 就业 ' +
    '公积金 医保 事业单位 待遇 低保 残疾',
  health:
    '医院 医生 卫生 疫苗 诊所 护士 病人 手术 医疗 计生 生育 卫健 二胎 药价 ' +
    '准生证 社会抚养费 乡村医生',
  public_security: '派出所 公安 民警 交警 户口 户籍 身份证 拘留 赌博 治安 报案',
};

/** The areas that the words of the start know. */
export const keywordAreas: readonly string[] = Object.keys(wordsOf);

const areas = Object.entries(wordsOf).map(([label, words]) => ({ label, words: words.split(' ') }));

/** The areas that a text's words speak for, best first; none when no word is known. */
export function guessByKeywords(text: string, fold: Fold): readonly Guess[] {
  const folded = fold(text);
  const counts = areas.map(({ label, words }) => ({
    label,
    count: words.reduce((sum, word) => sum + (folded.includes(word) ? word.length : 0), 0),
  }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return counts
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .map(({ label, count }) => ({ label, confidence: count / total }));
}
