import { FileError, type PictureFault } from '../../bot/index.ts';

/** Small enough to measure in a few milliseconds, large enough that writing still has edges. */
const sidePx = 640;
/** The lightest twentieth of a paper in the dark is darker than this (0 to 255). */
const lightestInDark = 90;
/** With less contrast or fewer pixels there is nothing on the picture that could be read. */
const leastContrast = 12;
const leastSidePx = 64;
/** Sharp edges against the contrast there is: out of focus the steepest steps are soft. */
const sharpEnough = 0.34;
/** Ink at an edge of the picture against ink inside it: a paper that lies whole has none there. */
const inkAtEdge = 0.35;
const edgeShare = 0.02;

/** A picture in shades of grey. */
type Grey = { readonly width: number; readonly height: number; readonly shades: Uint8Array };

/** Measures a picture; the first fault is the one to name. Throws FileError when it cannot be read. */
export async function findPictureFaults(bytes: Buffer): Promise<readonly PictureFault[]> {
  const grey = await readGrey(bytes);
  const sorted = grey.shades.toSorted();
  const dark = quantile(sorted, 0.02);
  const light = quantile(sorted, 0.95);
  if (light < lightestInDark) return ['dark'];
  const contrast = light - dark;
  const isBare = contrast < leastContrast || Math.min(grey.width, grey.height) < leastSidePx;
  if (isBare) return [];
  if (measureSharpness(grey, contrast) < sharpEnough) return ['blurred'];
  return isCutOff(grey, contrast) ? ['cut_off'] : [];
}

async function readGrey(bytes: Buffer): Promise<Grey> {
  const { default: sharp } = await import('sharp');
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: 64_000_000, pages: 1 })
      .timeout({ seconds: 20 })
      .autoOrient()
      .resize({ width: sidePx, height: sidePx, fit: 'inside' })
      .flatten({ background: '#ffffff' })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, shades: new Uint8Array(data) };
  } catch {
    throw new FileError('file_unreadable');
  }
}

/** The steepest steps between neighbours (their 99th hundredth), as a share of the contrast. */
function measureSharpness({ width, height, shades }: Grey, contrast: number): number {
  const steps = new Uint8Array((width - 1) * (height - 1));
  let at = 0;
  for (let y = 0; y < height - 1; y += 1) {
    for (let x = 0; x < width - 1; x += 1) {
      const here = shades[y * width + x] ?? 0;
      const right = here - (shades[y * width + x + 1] ?? 0);
      const below = here - (shades[(y + 1) * width + x] ?? 0);
      const across = right < 0 ? -right : right;
      const down = below < 0 ? -below : below;
      steps[at] = across > down ? across : down;
      at += 1;
    }
  }
  return quantile(steps.toSorted(), 0.99) / contrast;
}

/** True when writing runs into an edge of the picture. */
function isCutOff(grey: Grey, contrast: number): boolean {
  const { width, height } = grey;
  const ink = findInk(grey, contrast);
  const band = Math.max(3, Math.round(Math.min(width, height) * edgeShare));
  const inside = countInk(ink, width, band * 3, band * 3, width - band * 3, height - band * 3);
  const edges = [
    countInk(ink, width, 0, 0, width, band),
    countInk(ink, width, 0, height - band, width, height),
    countInk(ink, width, 0, 0, band, height),
    countInk(ink, width, width - band, 0, width, height),
  ];
  return inside > 0 && Math.max(...edges) > inkAtEdge * inside;
}

/** Pixels clearly darker than what lies around them. */
function findInk({ width, height, shades }: Grey, contrast: number): Uint8Array {
  const reach = 8;
  const sums = sumUp(width, height, shades);
  const ink = new Uint8Array(width * height);
  const at = (row: number, column: number): number => sums[row * (width + 1) + column] ?? 0;
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x += 1) {
      const left = x < reach ? 0 : x - reach;
      const right = x + reach < width ? x + reach + 1 : width;
      const sum = at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
      const around = sum / ((right - left) * (bottom - top));
      if (around - (shades[y * width + x] ?? 0) > contrast * 0.2) ink[y * width + x] = 1;
    }
  }
  return ink;
}

/** The sum of all shades above and left of each corner. */
function sumUp(width: number, height: number, shades: Uint8Array): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += shades[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

/** The share of ink in a part of the picture. */
function countInk(
  ink: Uint8Array,
  width: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let count = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) count += ink[y * width + x] ?? 0;
  }
  return count / Math.max(1, (right - left) * (bottom - top));
}

function quantile(sorted: Uint8Array, share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
