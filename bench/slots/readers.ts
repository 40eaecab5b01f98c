import { findCertificate, findOpenness } from '../../handlers/recognise.ts';
import { findAreaOfUnit, spotFacts, spotKind } from '../../handlers/spot/index.ts';
import { guessByKeywords } from '../../knowledge/classify/index.ts';
import { fold } from '../../platform/fold/index.ts';
import type { Read } from './told.ts';

export type Reader = (text: string) => Read;

/** As the conversation reads a telling; a kind that is not said is asked for. */
export function readAsWeDo(text: string): Read {
  const { facts } = spotFacts(text, fold);
  const unitArea =
    facts.actingUnit === undefined ? undefined : findAreaOfUnit(fold(facts.actingUnit));
  return dropAbsent({
    kind: spotKind(text, fold),
    area: unitArea ?? guessByKeywords(text, fold)[0]?.label,
    unit: facts.actingUnit,
    place: facts.place,
    time: facts.time,
    cert: findCertificate(text),
    demand: facts.demand,
    openness: findOpenness(text, fold),
  });
}

/** What a first attempt with plain expressions would be: the longest word that looks like it. */
export function readPlainly(text: string): Read {
  return dropAbsent({
    kind: text.includes('建议')
      ? 'suggestion'
      : /[?？]|咨询/u.test(text)
        ? 'consultation'
        : 'complaint',
    area: guessByKeywords(text, (words) => words)[0]?.label,
    unit: longest(text, /\p{Script=Han}{1,12}(?:局|大队|中队|支队|站|所|政府|办|城管|交警)/gu),
    place: longest(
      text,
      /(?<=在|位于)[\p{Script=Han}\d]{1,10}(?:路|街|村|镇|市场|小区|广场|公园|号|门口)/gu,
    ),
    time: longest(text, /(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|[今昨前]天|上周./gu),
    cert: longest(text, /\d{6,}/gu),
    demand: /(?:要求|希望|请求)[^。！!]*/u.exec(text)?.[0],
    openness: text.includes('匿名')
      ? 'anonymous'
      : text.includes('保密')
        ? 'confidential'
        : undefined,
  });
}

function longest(text: string, pattern: RegExp): string | undefined {
  return [...text.matchAll(pattern)]
    .map(([found]) => found)
    .toSorted((a, b) => b.length - a.length)[0];
}

function dropAbsent(found: Readonly<Partial<Record<keyof Read, string | undefined>>>): Read {
  return Object.fromEntries(Object.entries(found).filter(([, words]) => words !== undefined));
}
