/** One invented message and what it names beyond doubt; a slot that is not listed must stay open. */
export type Told = {
  readonly text: string;
  readonly actingUnit?: string;
  readonly place?: string;
  readonly time?: string;
  readonly paper?: string;
  readonly demand?: string;
  readonly onBehalfOf?: string;
};

/** Invented, in three scripts; the bare ones are there to stay empty. */
export const toldSlots: readonly Told[] = [
  {
    text: '昨天下午河东县城管局的人在人民路12号门口把我的车拖走了。',
    actingUnit: '河东县城管局',
    place: '人民路12号门口',
    time: '昨天下午',
  },
  {
    text: '上周三交警大队在建设路和解放路交叉口扣了我的车。',
    actingUnit: '交警大队',
    place: '建设路和解放路交叉口',
    time: '上周三',
  },
  {
    text: '3月5日，新桥镇综合行政执法队强拆了我的雨棚，没有通知。',
    actingUnit: '新桥镇综合行政执法队',
    time: '3月5日',
  },
  {
    text: '2026年2月18日上午，南湖区市场监督管理局来店里检查，罚款两千元。',
    actingUnit: '南湖区市场监督管理局',
    time: '2026年2月18日上午',
  },
  { text: '前天晚上派出所民警把我带走，问了六个小时。', actingUnit: '派出所', time: '前天晚上' },
  {
    text: '城管执法大队收走了我的煎饼车，要求归还煎饼车。',
    actingUnit: '城管执法大队',
    demand: '要求归还煎饼车',
  },
  { text: '我在东门菜市场卖菜，秤被收走了。', place: '东门菜市场' },
  { text: '被河西县交通运输局罚了三千，说我超载。', actingUnit: '河西县交通运输局' },
  {
    text: '昨晚九点，路政大队在省道收费站拦住货车收费五百。',
    actingUnit: '路政大队',
    time: '昨晚九点',
  },
  { text: '我要投诉白云区卫生健康局，检查时态度恶劣。', actingUnit: '白云区卫生健康局' },
  { text: '三天前，环保局让我的小厂停产。', actingUnit: '环保局', time: '三天前' },
  { text: '桥南乡的农机站扣下了我的收割机。', actingUnit: '桥南乡的农机站' },
  { text: '生态环境局监测站取了水样，不给我看结果。', actingUnit: '生态环境局监测站' },
  { text: '北投区卫生局的人拿走了我的药柜。', actingUnit: '北投区卫生局' },
  { text: '文体局同意的演出，城管来收了我的音箱。' },
  { text: '我的店在工商局里登记过，还是被封了。' },
  {
    text: '烟草局作出的处罚决定书，我4月2日才收到。',
    actingUnit: '烟草局',
    paper: '处罚决定书，4月2日',
  },
  { text: '消防大队去年九月封了我的后门。', actingUnit: '消防大队', time: '去年九月' },
  { text: '收到《责令限期改正通知书》，罚款五百元。', paper: '《责令限期改正通知书》，罚款五百元' },
  {
    text: '3月8日收到行政处罚决定书，东市监罚〔2026〕12号。',
    paper: '3月8日，行政处罚决定书，东市监罚〔2026〕12号',
  },
  { text: '给我开了一张罚款收据，别的什么都没有。', paper: '罚款收据' },
  { text: '没有给我处罚决定书，直接扫码交钱。' },
  { text: '希望撤销处罚，退还罚款。', demand: '希望撤销处罚，退还罚款' },
  { text: '请求查清事实，并书面道歉。', demand: '请求查清事实，并书面道歉' },
  { text: '我要求退还八百元。', demand: '我要求退还八百元' },
  { text: '城管要求我马上搬走。' },
  { text: '我替我母亲投诉，她的菜被倒了。', onBehalfOf: '我母亲' },
  { text: '帮隔壁邻居反映一件事，他家的招牌被拆。', onBehalfOf: '隔壁邻居' },
  { text: '已经向市场监管局举报过，没有结果。' },
  { text: '我去找过派出所报案。' },
  { text: '请有关部门管一管，太不像话了。', demand: '请有关部门管一管' },
  { text: '几个人没穿制服就来收钱。' },
  { text: '我姓李，卖水果的，天天被赶。' },
  { text: '限我3月20日前拆除，不拆就强拆。' },
  { text: '去年的事情到现在没有说法。' },
  { text: '家住人民路12号，说的是另一件事。' },
  { text: '国家规定2021年7月15日起施行的《行政处罚法》写得很清楚。' },
  { text: '他们有时候在路上拦车。' },
  { text: '全市都在这样检查，谁也没办法。' },
  {
    text: '昨天下午，河東縣城管局在人民路菜市場門口扣了我的攤車，請求發還。',
    actingUnit: '河東縣城管局',
    place: '人民路菜市場門口',
    time: '昨天下午',
    demand: '請求發還',
  },
  {
    text: '民國115年3月5日，新城區衛生局收取我三千元，沒有開收據。',
    actingUnit: '新城區衛生局',
    time: '民國115年3月5日',
  },
  { text: '上週三交警大隊扣了我的車。', actingUnit: '交警大隊', time: '上週三' },
  {
    text: '前天上午市場監管局的人在中山路8號查封我的倉庫。',
    actingUnit: '市場監管局',
    place: '中山路8號',
    time: '前天上午',
  },
  { text: '我替我父親投訴，他被趕走了。', onBehalfOf: '我父親' },
  { text: '要求退還罰款，並公開道歉。', demand: '要求退還罰款，並公開道歉' },
  { text: '收到行政處罰決定書，罰款五千元。', paper: '行政處罰決定書，罰款五千元' },
  { text: '沒有給我處罰決定書。' },
  { text: '已經向環保局舉報過，沒人理。' },
  { text: '他們每天都來，煩死了。' },
  { text: '3月5日城管局拆了我的廣告牌。', actingUnit: '城管局', time: '3月5日' },
  { text: '派出所在火車站旁邊罰了我兩百。', actingUnit: '派出所', place: '火車站旁邊' },
  { text: '希望貴局依法處理。', demand: '希望貴局依法處理' },
  {
    text: 'Yesterday morning the Hedong Market Supervision Bureau fined me 500 yuan at 12 Renmin Road.',
    actingUnit: 'Hedong Market Supervision Bureau',
    place: '12 Renmin Road',
    time: 'Yesterday morning',
  },
  {
    text: 'The Urban Management Bureau took my cart last Friday.',
    actingUnit: 'Urban Management Bureau',
    time: 'last Friday',
  },
  {
    text: 'On March 5 the traffic police brigade towed my van.',
    actingUnit: 'traffic police brigade',
    time: 'March 5',
  },
  { text: 'Two days ago they closed my shop without any paper.', time: 'Two days ago' },
  { text: 'I want the fine refunded.', demand: 'I want the fine refunded' },
  { text: 'Please return my goods.', demand: 'Please return my goods' },
  {
    text: 'I received a penalty notice and was fined 800 yuan.',
    paper: 'penalty notice，fined 800 yuan',
  },
  { text: 'They gave me no penalty decision at all.' },
  { text: 'I am complaining for my neighbour, who cannot read.', onBehalfOf: 'my neighbour' },
  { text: 'Nobody showed a badge.' },
  { text: 'I have lived here for ten years.' },
  { text: 'They must be stopped by April 1.' },
  { text: 'The officers were rude to everybody.' },
  {
    text: '就是那个昨天中午吧，消防大队的人来我店里，在解放路55号，说通道不合格，罚了一千块。',
    actingUnit: '消防大队',
    place: '解放路55号',
    time: '昨天中午',
  },
  { text: '被城管局罚了两次，一次三百一次五百。', actingUnit: '城管局' },
  { text: '位于滨江花园门口的岗亭被住建局拆了。', actingUnit: '住建局', place: '滨江花园门口' },
  { text: '上个月15日税务局冻结了账户。', actingUnit: '税务局', time: '上个月15日' },
  { text: '本月3号人社局不受理我的材料。', actingUnit: '人社局', time: '本月3号' },
  { text: '今早八点半农业农村局的人来果园。', actingUnit: '农业农村局', time: '今早八点半' },
];
