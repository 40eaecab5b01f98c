import type { Aligned } from './align.ts';
import { listUnits } from './unit.ts';

/** Whom people call by no office's name. */
const enforcers = /城管|交警|警察|民警|辅警|协管|执法(?:人员|队|的人)|运管|路政/u;
const wrongs =
  /扣[了下走我]|罚[了我款]|没收|[收拖拿抢搬]走|拖了|强?拆[了掉除]|查封|封了|砸|打[了人伤我]|推倒|掀|赶[走我]|骂|乱(?:收费|罚|扣|贴条|开|来)|不(?:给|开)[^,。]{0,4}(?:单|票|手续|文书)|不受理|不作为|吊销|停[了我]/u;

/** The words tell that somebody who enforces did something to somebody; a matter however short it is. */
export function tellsOfWrong(aligned: Aligned): boolean {
  const { folded } = aligned;
  return wrongs.test(folded) && (enforcers.test(folded) || listUnits(aligned).length > 0);
}
