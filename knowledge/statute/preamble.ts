import type { Fold } from '../retrieval/index.ts';
import { countDays, fullDate, readFullDate } from './days.ts';

/** One act that made or changed a statute, as the notes under its title tell it. */
export type Act = {
  /** Its first and last day: adopted, approved, announced. */
  readonly first: string;
  readonly last: string;
  /** How the notes tell of it. */
  readonly words: string;
  /** When an order published it; a law's notes do not tell. */
  readonly published?: string;
  /** The day that the notes name as its day in force, with their words. */
  readonly inForce?: { readonly day: string; readonly words: string };
};

const amends = /第[一二三四五六七八九十]+次修|修[正订改](?:通过)?$/u;
const publishes = /公布|发布|令第.{1,6}号/u;
/** Between a decision and the announcement of the text that came of it. */
const longestAnnouncementDays = 120;

/** The acts that the notes name, in their order: （1996年…通过 2009年…第一次修正 2021年…修订）. */
export function readActs(preamble: string, fold: Fold): readonly Act[] {
  const acts: Act[] = [];
  for (const entry of splitEntries(fold(preamble))) {
    const day = readFullDate(entry);
    if (day === undefined) continue;
    const words = entry.replace(/[\s)。;,]*(?:根据)?[\s)]*$/u, '');
    const current = acts.at(-1);
    if (words.endsWith('施行')) {
      if (current !== undefined) acts[acts.length - 1] = { ...current, inForce: { day, words } };
      continue;
    }
    const published = publishes.test(words.replaceAll(/《[^》]*》/gu, ''))
      ? { published: day }
      : {};
    const isNew = current === undefined || amends.test(words) || words.endsWith('通过');
    if (isNew) acts.push({ first: day, last: day, words, ...published });
    else acts[acts.length - 1] = { ...current, last: day, ...published };
  }
  return acts;
}

/** The act that made the version adopted on this day; undefined when the notes end before it. */
export function findOwnAct(acts: readonly Act[], adoptedOn: string): Act | undefined {
  return acts.findLast(
    ({ first, last }) =>
      first <= adoptedOn && countDays(last, adoptedOn) <= longestAnnouncementDays,
  );
}

function splitEntries(preamble: string): readonly string[] {
  const starts = [...preamble.matchAll(new RegExp(fullDate, 'gu'))].map(({ index }) => index);
  return starts.map((start, at) => preamble.slice(start, starts[at + 1]));
}
