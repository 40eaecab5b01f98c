/** Who enforces the law, in folded text. */
const bodies =
  '城管|执法|市场?监管?|市监|工商|食药|药监|质监|物价|公安|派出所|民警|交警|警察|环保|环境局|住建|人社|劳动(?:局|监察)' +
  '|卫健委|卫生(?:局|监督)|卫监|消防(?!通道)|安监|应急|农业(?:农村)?局|水利|自然资源|国土|规划局|教育局|文旅|旅游局|运管|交通局' +
  '|公路局|税务|邮政管理|街道|镇政府|乡政府|[镇县市区]里(?!的)|村委|居委|社区居委|管委会|政府|有关部门|主管部门|职能部门|局里|科长|窗口' +
  '|12345|12315|12369|检查的人';
const body = new RegExp(bodies, 'u');

/** What only they do to people. */
const act =
  /罚(?:了|款|单|我)|处罚|开罚|扣(?:了|押|证|车)|查封|封条|没收|吊销|责令|停产|停工|强拆|拆了|收走|收了我(?!的?钱)|砸了|倒了|贴条|抽检|抽样|执照|许可|审批|办[^,。]{0,4}证|注销|盖章|立案|听证|文书|亮证|证件|笔录|补税|年检|检查[^,。]{0,4}(?:我|要|没|乱|了[^过]|得)|多次|[三九]次|订报|指定的|举报人|挖断|赶我|撞坏|打人|收年费|拖走|取缔|复检|清理|清单|检测|认定违建/u;
/** What they leave undone. */
const omission =
  /不管|不查|不理|没人理|没人管|没人处理|没人受理|没人联系|不处理|不受理|拒收|不作为|推来推去|推诿|踢皮球|不归(?:他们|我们)管|答复|回复|没有?(?:下文|结果|说法|处理)|石沉大海|不出警|不立案|不予立案|拖(?:着|了)|办结|罚过了就算|就说达标|你去告|走(?:了)?(?:,|$)|泄露|透露|把我的电话/u;
/** What the person wants done is not what was done. */
const wish =
  /(?:希望|请求?(?!过)|要求|建议|恳请|能不能|应该|麻烦|盼|求)[^,。]{0,14}(?:查处|处罚|罚款|查封|查|管|处理|执法|取缔|监管|重视)[^,。]*/gu;
/** Where somebody is, and whom the shop knows. */
const aside = /[^,。]{2,8}(?:隔壁|对面|旁边|门口|附近|楼下)(?:的|有)|局隔壁|局对面|卫生许可证/gu;
/** Somebody should have come, or somebody else has power here. */
const hint = /没人(?:管|查)|罚|报过?警|是有许可|检查(?:的人|都)|走过场|里面有人/u;
/** A business that fines, refuses or does not answer is no authority. */
const ownAct =
  /(?:物业|超市|公司|老板|商场|平台|商家|房东|中介|开发商|保安|厂)[^,。]{0,6}(?:罚|不管|不理|不处理|不修|推脱|扣|拒绝|检查)/gu;

/** How far an authority comes into what is told. */
export type AuthorityPart = 'acted' | 'named' | 'absent';

/** Tells an authority that did something, or left it undone, from one that is only spoken of. */
export function findAuthority(folded: string): AuthorityPart {
  const account = folded.replaceAll(wish, ' ').replaceAll(aside, ' ');
  const rest = account.replaceAll(ownAct, ' ');
  const isNamed = body.test(rest);
  const isOmission = omission.test(rest);
  if (isNamed && (act.test(rest) || isOmission)) return 'acted';
  const isHinted = isNamed || isOmission || act.test(rest) || hint.test(account);
  return isHinted ? 'named' : 'absent';
}
