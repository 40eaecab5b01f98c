/** The areas of law enforcement by the office that acts in them; folded, first match counts. */
const officesOf: readonly (readonly [area: string, office: RegExp])[] = [
  ['public_security', /公安|派出所|交警|交通警察|车管所|交管局|traffic police|public security/u],
  ['agriculture', /动物卫生|动物检疫/u],
  ['market_regulation', /市场监|市监|工商|质监|食药监|药监|物价|烟草|market/u],
  ['transport', /交通|运管|道路运输|路政|公路|海事|治超|transport/u],
  ['ecology', /环境|环保|ecology|environment/u],
  ['work_safety', /应急|安监|消防|fire|emergency/u],
  ['agriculture', /农业|渔政|畜牧|农机|林业|agriculture/u],
  ['culture_tourism', /文化|文旅|旅游|文广|体育|culture|tourism/u],
  ['natural_resources', /自然资源|国土|规划|不动产|natural resources/u],
  ['labour', /人社|人力资源|劳动|社保局|labou?r/u],
  ['health', /卫生|卫健|卫计|疾控|医保|health/u],
  [
    'city_management',
    /城管|城市管理|综合(?:行政)?执法|园林|市政|urban management|city management/u,
  ],
];

/** The area in which the named unit acts; undefined for a government or an unknown office. */
export function findAreaOfUnit(foldedUnit: string): string | undefined {
  return officesOf.find(([, office]) => office.test(foldedUnit))?.[0];
}
