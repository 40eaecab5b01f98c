import type { EntryView } from '../routes/knowledge.schema.ts';

export type ChartStep = NonNullable<EntryView['text']['chart']>[number];

type Box = {
  readonly step: ChartStep;
  readonly row: number;
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
/** For arrows that go by the side, and their words. */
const sideWidth = 84;
const charactersPerLine = 12;

/** Lays the steps out in rows, each below whatever leads to it; what leads back or past a row goes by the sides. */
export function layOutChart(steps: readonly ChartStep[]): FlowChart {
  const rowOf = findRows(steps);
  const rows: ChartStep[][] = [];
  for (const step of steps) (rows[rowOf.get(step.id) ?? 0] ??= []).push(step);
  const filled = rows.filter((row) => row.length > 0);
  const widest = Math.max(1, ...filled.map(({ length }) => length));
  const inner = widest * boxWidth + (widest - 1) * gapX;
  const left = margin + sideWidth;
  const boxes: Box[] = [];
  let y = margin;
  for (const [at, row] of filled.entries()) {
    const lines = row.map(({ text }) => wrap(text));
    const height = Math.max(...lines.map(({ length }) => length)) * lineHeight + 2 * padding;
    const start = left + (inner - row.length * boxWidth - (row.length - 1) * gapX) / 2;
    row.forEach((step, place) => {
      const x = start + place * (boxWidth + gapX);
      boxes.push({ step, row: at, x, y, height, lines: lines[place] ?? [] });
    });
    y += height + gapY;
  }
  const sides = { left: margin + sideWidth / 2, right: left + inner + sideWidth / 2 };
  return {
    boxes,
    arrows: boxes.flatMap((box) => toArrows(box, boxes, sides)),
    width: inner + 2 * left,
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

function toArrows(
  from: Box,
  boxes: readonly Box[],
  sides: { readonly left: number; readonly right: number },
): readonly Arrow[] {
  return from.step.next.flatMap(({ to, when }): readonly Arrow[] => {
    const target = boxes.find(({ step }) => step.id === to);
    if (target === undefined) return [];
    const { path, x, y } = draw(from, target, sides);
    return [{ path, ...(when !== undefined && { when: { text: when, x, y } }) }];
  });
}

/** The line from box to box, and where its words stand. */
function draw(from: Box, to: Box, sides: { readonly left: number; readonly right: number }) {
  const [fromY, toY] = [from.y + from.height / 2, to.y + to.height / 2];
  if (to.row <= from.row) {
    const path = `M${from.x + boxWidth} ${fromY}H${sides.right}V${toY}H${to.x + boxWidth}`;
    return { path, x: sides.right, y: (fromY + toY) / 2 };
  }
  if (to.row > from.row + 1) {
    const path = `M${from.x} ${fromY}H${sides.left}V${toY}H${to.x}`;
    return { path, x: sides.left, y: (fromY + toY) / 2 };
  }
  const [startX, endX] = [from.x + boxWidth / 2, to.x + boxWidth / 2];
  const middle = to.y - gapY / 2;
  const path = `M${startX} ${from.y + from.height}V${middle}L${endX} ${middle}V${to.y}`;
  return { path, x: (startX + endX) / 2, y: middle - 6 };
}

function wrap(text: string): readonly string[] {
  const characters = Array.from(text);
  const lines: string[] = [];
  for (let at = 0; at < characters.length; at += charactersPerLine) {
    lines.push(characters.slice(at, at + charactersPerLine).join(''));
  }
  return lines.length === 0 ? [''] : lines;
}
