import type { EntryView } from '../routes/knowledge.schema.ts';

export type EntryText = EntryView['text'];

/** An empty entry of the bureau. */
export function toNewText(area = 'other'): EntryText {
  return {
    kind: 'question',
    area,
    audience: 'public',
    question: '',
    similar: [],
    answer: '',
    citations: [],
  };
}

/** The text as the API takes it: days and charts that are not set are left out, citations without their labels. */
export function toBody(text: EntryText): object {
  const { inForceFrom, inForceTo, checkedThrough, chart, citations, ...plain } = text;
  return {
    ...plain,
    citations: citations.map(({ statute, article }) => ({ statute, article })),
    ...(isSet(inForceFrom) && { inForceFrom }),
    ...(isSet(inForceTo) && { inForceTo }),
    ...(isSet(checkedThrough) && { checkedThrough }),
    ...(chart !== undefined && chart.length > 0 && { chart }),
  };
}

/** Whether two texts say the same. */
export function isSameText(a: EntryText, b: EntryText): boolean {
  return JSON.stringify(sort(toBody(a))) === JSON.stringify(sort(toBody(b)));
}

/** Where what a page hands to the editor waits: a proposal, or the wordings of unanswered questions. */
const handoverKey = 'duxin-entry-handover';

export type Handover = {
  readonly text: Partial<EntryText>;
  readonly origin?: 'answer' | 'case';
  /** Unanswered questions that the entry answers. */
  readonly questionIds?: readonly string[];
};

/** Leaves something for the editor that opens next. */
export function handOver(handover: Handover): void {
  sessionStorage.setItem(handoverKey, JSON.stringify(handover));
}

/** Takes what was left, once. */
export function takeHandover(): Handover | undefined {
  const kept = sessionStorage.getItem(handoverKey);
  sessionStorage.removeItem(handoverKey);
  if (kept === null) return undefined;
  const handover: Handover = JSON.parse(kept);
  return handover;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function sort(body: object): object {
  return Object.fromEntries(Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
