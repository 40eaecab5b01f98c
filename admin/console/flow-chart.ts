import type { EntryView } from '../routes/knowledge.schema.ts';

export type ChartStep = NonNullable<EntryView['text']['chart']>[number];

type Box = {
  readonly step: ChartStep;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly lines: readonly string[];
};
type Arrow = {
  readonly path: string;
  readonly when?: { readonly text: string; readonly x: number; readonly y: number };
};
export type FlowChart = {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
};

export const boxWidth = 200;
export const lineHeight = 20;
const gapX = 40;
const gapY = 56;
const padding = 12;
const margin = 16;
const charactersPerLine = 12;

/** Lays the steps out in rows, each below whatever leads to it; arrows back go round the right side. */
export function layOutChart(steps: readonly ChartStep[]): FlowChart {
  const rowOf = findRows(steps);
  const rows: ChartStep[][] = [];
  for (const step of steps) (rows[rowOf.get(step.id) ?? 0] ??= []).push(step);
  const filled = rows.filter((row) => row.length > 0);
  const widest = Math.max(1, ...filled.map(({ length }) => length));
  const inner = widest * boxWidth + (widest - 1) * gapX;
  const boxes: Box[] = [];
  let y = margin;
  for (const row of filled) {
    const lines = row.map(({ text }) => wrap(text));
    const height = Math.max(...lines.map(({ length }) => length)) * lineHeight + 2 * padding;
    const left = margin + (inner - row.length * boxWidth - (row.length - 1) * gapX) / 2;
    row.forEach((step, at) => {
      boxes.push({ step, x: left + at * (boxWidth + gapX), y, height, lines: lines[at] ?? [] });
    });
    y += height + gapY;
  }
  const arrows = boxes.flatMap((box) => toArrows(box, boxes, margin + inner));
  const goesBack = arrows.some(({ path }) => path.includes('H'));
  return {
    boxes,
    arrows,
    width: inner + 2 * margin + (goesBack ? gapX : 0),
    height: Math.max(y - gapY + margin, 2 * margin),
  };
}

/** The row of each step: one below the lowest of the earlier steps that lead to it. */
function findRows(steps: readonly ChartStep[]): ReadonlyMap<string, number> {
  const rowOf = new Map<string, number>();
  const placeOf = new Map(steps.map(({ id }, at) => [id, at]));
  steps.forEach(({ id, next }, at) => {
    const row = rowOf.get(id) ?? 0;
    rowOf.set(id, row);
    for (const { to } of next) {
      const isAhead = (placeOf.get(to) ?? -1) > at;
      if (isAhead) rowOf.set(to, Math.max(rowOf.get(to) ?? 0, row + 1));
    }
  });
  return rowOf;
}

function toArrows(from: Box, boxes: readonly Box[], right: number): readonly Arrow[] {
  return from.step.next.flatMap(({ to, when }): readonly Arrow[] => {
    const target = boxes.find(({ step }) => step.id === to);
    if (target === undefined) return [];
    const startX = from.x + boxWidth / 2;
    const startY = from.y + from.height;
    const endX = target.x + boxWidth / 2;
    if (target.y <= from.y) {
      const [side, top] = [right + gapX / 2, target.y + target.height / 2];
      const path = `M${from.x + boxWidth} ${from.y + from.height / 2}H${side}V${top}H${target.x + boxWidth}`;
      const place = { x: side, y: (top + from.y) / 2 };
      return [{ path, ...(when && { when: { text: when, ...place } }) }];
    }
    const middle = target.y - gapY / 2;
    const path = `M${startX} ${startY}V${middle}L${endX} ${middle}V${target.y}`;
    const place = { x: (startX + endX) / 2, y: middle - 6 };
    return [{ path, ...(when && { when: { text: when, ...place } }) }];
  });
}

function wrap(text: string): readonly string[] {
  const characters = Array.from(text);
  const lines: string[] = [];
  for (let at = 0; at < characters.length; at += charactersPerLine) {
    lines.push(characters.slice(at, at + charactersPerLine).join(''));
  }
  return lines.length === 0 ? [''] : lines;
}
