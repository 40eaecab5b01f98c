import type { Index } from '../storage/collection.ts';
import type { FieldIntervals } from './intervals.ts';

/** The paths and directions of a sort. */
export type Order = readonly (readonly [string, unknown])[];

/** The index gives the order when the sort follows its fields, passing over fields held at one point. */
export function checkOrder(index: Index, bounded: readonly FieldIntervals[], order: Order) {
  const none = { isSorted: order.length === 0, isReverse: false };
  if (order.length === 0 || index.isMultikey) return none;
  let at = 0;
  let turn: number | undefined;
  for (const [path, direction] of order) {
    while (index.fields[at] !== undefined && index.fields[at]?.path !== path) {
      if (!isSinglePoint(bounded[at])) return none;
      at++;
    }
    const field = index.fields[at];
    if (field === undefined) return none;
    const sign = Math.sign(Number(direction)) * field.direction;
    const isFixed = isSinglePoint(bounded[at]);
    if (!isFixed && turn !== undefined && turn !== sign) return none;
    if (!isFixed) turn = sign;
    at++;
  }
  const isOneWalk = bounded.slice(0, at).every((field, i) => {
    return field.intervals.length === 1 || (at === 1 && i === 0 && isPoints(field));
  });
  return { isSorted: isOneWalk, isReverse: turn === -1 };
}

/** Is the field held at single values? */
export function isPoints(field: FieldIntervals): boolean {
  return field.intervals.every(({ isPoint }) => isPoint);
}

function isSinglePoint(field: FieldIntervals | undefined): boolean {
  return field?.intervals.length === 1 && field.intervals[0]?.isPoint === true;
}
