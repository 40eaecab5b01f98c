/** Measures of GB/T 9704—2012 in points: https://www.gov.cn has its text; clauses are named where they are used. */
const mm = 72 / 25.4;

/** Clause 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm on A4 (5.1). */
export const sheet = { width: 210 * mm, height: 297 * mm } as const;
export const area = {
  left: 28 * mm,
  top: 37 * mm,
  width: 156 * mm,
  height: 225 * mm,
  right: 26 * mm,
  bottom: 35 * mm,
} as const;

/** Clause 5.2.3: 22 lines of 28 characters fill the area; 3号 is 15.75 points. */
export const linesPerPage = 22;
export const linePitch = area.height / linesPerPage - 0.02;
export const size = { title: 22, body: 15.75, small: 14, form: 12, fine: 7.5 } as const;

/** Clause 7.2.4: the head begins 35 mm below the area's top; in a letter 30 mm below the paper's (10.1). */
export const headDrop = 35 * mm;
export const letterHeadTop = 30 * mm;
/** Clause 7.2.7: the red line is 4 mm below the number. Clause 10.1: a letter's lines are 170 mm wide. */
export const ruleGap = 4 * mm;
export const letterRule = { width: 170 * mm, fromBottom: 20 * mm } as const;
/** Clause 7.5: the page number is 7 mm below the area. */
export const pageNumberDrop = 7 * mm;
/** Clause 7.4.1: outer lines of the 版记 0.35 mm, inner ones 0.25 mm. */
export const recordRule = { outer: 0.35 * mm, inner: 0.25 * mm } as const;
export const codeSize = 17 * mm;
/** Clause 7.2.4 leaves the size to taste; no name may be wider than the area. */
export function toHeadSize(text: string): number {
  return Math.min(46, Math.floor((area.width - 4) / Math.max(1, Array.from(text).length)));
}

export const red = '#e60012';
export const black = '#000000';

/** About how wide words are, in points: Han and full-width characters are square, others a good half. */
export function measureWidth(text: string, fontSize: number): number {
  return Array.from(text).reduce(
    (sum, letter) => sum + fontSize * (letter > '\u2e80' ? 1 : 0.56),
    0,
  );
}
