import type { EndReason } from './statute.ts';

/** The last day of a version that a text which is not imported ended. */
export type KnownEnd = {
  readonly title: string;
  /** Of the version that ended. */
  readonly adoptedOn: string;
  readonly lastDay: string;
  readonly by: Extract<EndReason, 'missing' | 'repeal'>;
  /** The act that ended it. */
  readonly source: string;
  /** It is not cited for any day while the act's text is not here: the data's own list of stale texts. */
  readonly isStale?: true;
};

/** What ended versions that are widely held; an import of the newer text makes the stale mark go. */
export const knownEnds: readonly KnownEnd[] = [
  {
    title: '治安管理处罚法',
    adoptedOn: '2012-10-26',
    lastDay: '2025-12-31',
    by: 'missing',
    source: '2025年6月27日修订，自2026年1月1日起施行',
    isStale: true,
  },
  {
    title: '反不正当竞争法',
    adoptedOn: '2019-04-23',
    lastDay: '2025-10-14',
    by: 'missing',
    source: '2025年6月27日修订，自2025年10月15日起施行',
    isStale: true,
  },
  {
    title: '食品安全法',
    adoptedOn: '2021-04-29',
    lastDay: '2025-11-30',
    by: 'missing',
    source: '2025年9月12日《关于修改〈中华人民共和国食品安全法〉的决定》，自2025年12月1日起施行',
  },
  {
    title: '网络安全法',
    adoptedOn: '2016-11-07',
    lastDay: '2025-12-31',
    by: 'missing',
    source: '2025年10月28日《关于修改〈中华人民共和国网络安全法〉的决定》，自2026年1月1日起施行',
  },
  {
    title: '企业信息公示暂行条例',
    adoptedOn: '2014-08-07',
    lastDay: '2024-04-30',
    by: 'missing',
    source: '国务院令第777号，自2024年5月1日起施行',
  },
  {
    title: '医疗机构管理条例',
    adoptedOn: '2016-02-06',
    lastDay: '2022-04-30',
    by: 'missing',
    source: '国务院令第752号，自2022年5月1日起施行',
  },
  {
    title: '公共场所卫生管理条例',
    adoptedOn: '2019-04-23',
    lastDay: '2025-01-19',
    by: 'missing',
    source: '国务院令第797号，自2025年1月20日起施行',
  },
  {
    title: '侵害消费者权益行为处罚办法',
    adoptedOn: '2015-01-05',
    lastDay: '2020-10-22',
    by: 'missing',
    source: '2020年10月23日国家市场监督管理总局令第31号修订',
  },
  {
    title: '市场监督管理投诉举报处理暂行办法',
    adoptedOn: '2022-03-24',
    lastDay: '2022-10-31',
    by: 'missing',
    source: '2022年9月29日国家市场监督管理总局令第61号，自2022年11月1日起施行',
  },
  {
    title: '信访条例',
    adoptedOn: '2005-01-10',
    lastDay: '2022-04-30',
    by: 'repeal',
    source: '国务院令第752号，自2022年5月1日起施行',
  },
  {
    title: '最高人民法院关于审理政府信息公开行政案件若干问题的规定',
    adoptedOn: '2011-07-29',
    lastDay: '2025-05-31',
    by: 'repeal',
    source: '法释〔2025〕8号，自2025年6月1日起施行',
  },
  {
    title: '上海市优化营商环境条例',
    adoptedOn: '2020-04-10',
    lastDay: '2021-10-27',
    by: 'missing',
    source: '2021年10月28日第一次修正',
  },
  {
    title: '北京市优化营商环境条例',
    adoptedOn: '2020-03-27',
    lastDay: '2022-08-28',
    by: 'missing',
    source:
      '2022年8月29日《关于修改〈北京市优化营商环境条例〉的决定》，北京市人民代表大会常务委员会公告〔十五届〕第八十二号',
  },
];
