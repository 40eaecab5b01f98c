import type { BoxView } from '../routes/evidence.schema.ts';

/** A place on a picture, as shares of its width and height. */
export type Point = { readonly x: number; readonly y: number };

/** Smaller ones are a slip of the hand. */
const leastSide = 0.005;

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** The box between two corners, within the picture. */
export function toBox(from: Point, to: Point): BoxView {
  const [left, right] = [within(Math.min(from.x, to.x)), within(Math.max(from.x, to.x))];
  const [top, bottom] = [within(Math.min(from.y, to.y)), within(Math.max(from.y, to.y))];
  return { left, top, width: right - left, height: bottom - top };
}

/** With the box, unless it is too small to be meant. */
export function addBox(boxes: readonly BoxView[], box: BoxView): readonly BoxView[] {
  return box.width < leastSide || box.height < leastSide ? boxes : [...boxes, box];
}
