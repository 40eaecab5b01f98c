import type { DocumentField, Paragraph } from '../document/kind.ts';
import type { LimitName } from '../step.ts';

/** The source of what no public document fixes: a bureau confirms or replaces it. */
export const ownRule = '默认方案，待本单位按本地规定确认';

export const text = (words: string): Paragraph => ({ kind: 'text', text: words });
export const heading = (words: string): Paragraph => ({ kind: 'heading', text: words });

/** A form of two columns: what is asked, and what stands there. */
export const form = (...rows: readonly (readonly [string, string])[]): Paragraph => ({
  kind: 'table',
  columns: ['项目', '内容'],
  rows,
});

export const words = (name: string, label: string): DocumentField => ({
  name,
  label,
  isNeeded: true,
  input: 'words',
});
export const line = (name: string, label: string): DocumentField => ({
  name,
  label,
  isNeeded: true,
});
export const day = (name: string, label: string): DocumentField => ({
  name,
  label,
  isNeeded: true,
  input: 'day',
});

/** A limit in working days of the bureau's own rule. */
export const answerWithin = (name: LimitName, amount: number) => ({
  name,
  amount,
  unit: 'working_day' as const,
  movesOffHolidays: false,
  source: ownRule,
});

/** The pattern of a number, e.g. 衢司监通〔2026〕12号 for the code 监通. */
export const numbered = (code: string) =>
  ({ numbering: 'own', numberPattern: `{{organ}}${code}〔{{year}}〕{{seq}}号` }) as const;
