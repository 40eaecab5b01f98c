import type { Fold } from '../../retrieval/index.ts';

/** Pairs of neighbouring characters that are no secret. */
export type Vocabulary = {
  readonly has: (foldedPair: string) => boolean;
  /** Adds the pairs of a published text. */
  readonly add: (text: string) => void;
};

const runs = /\p{Script=Han}+/gu;

/** Everyday words that begin or end in a surname's character and that an answer seldom has. */
const everyday =
  '如何 任何 何时 何种 何况 为何 由于 关于 属于 对于 至于 等于 位于 基于 出于 在于 终于 便于 于是 过程 工程 课程 ' +
  '金额 资金 奖金 租金 责任 任务 任意 任职 健康 异常 正常 常常 经常 通常 平时 平常 时间 时候 时期 当时 情况 管理 ' +
  '方面 方法 方式 双方 对方 地方 成功 成立 成为 完成 造成 形成 单位 单独 查询 检查 查看 强制 强行 向我 向他 关系 ' +
  '关键 有关 相关 无关 程度 程序 高速 高兴 提高 安全 安排 安装 保安 公安 文件 文明 马上 黄色 白天 明白 石头 万元 ' +
  '万一 钱包 花钱 毛病 江边 雷雨 金融 陆续 应该 谢谢 多谢 感谢 包括 承包 段时 阶段 手段 平安 房东 房子 房屋 车子 ' +
  '开车 汽车 司机 公司 上司 温度 祝好 贺卡 连续 边上 旁边 计算 游客 旅游 经纪 费用 收费 免费 水费 电费 席位 夏天 ' +
  '秋天 冬天 春夏 东西 华夏 同时 及时 随时 小时 临时 准时 项目 事项 各项 曲折 歌曲';

/** Begins with everyday words; published entries and articles are added as they come. */
export function createVocabulary(fold: Fold): Vocabulary {
  const pairs = new Set<string>();
  function add(text: string): void {
    for (const [run] of fold(text).matchAll(runs)) {
      const characters = Array.from(run);
      characters.slice(1).forEach((second, at) => pairs.add(`${characters[at]}${second}`));
    }
  }
  add(everyday);
  return { has: (pair) => pairs.has(pair), add };
}
