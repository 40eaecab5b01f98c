import sharp from 'sharp';

/** How a paper was photographed. */
export type Shot = {
  readonly seed: number;
  /** Out of focus, in pixels of the picture. */
  readonly blur?: number;
  /** 1 is daylight. */
  readonly light?: number;
  /** The share of the paper that lies outside the picture, and on which side. */
  readonly cut?: { readonly side: 'left' | 'right' | 'top' | 'bottom'; readonly share: number };
};

const width = 900;
const height = 1200;
/** Noise is drawn once: a picture has millions of points. */
const noiseLength = 65_536;

/** A photograph of a written page on a desk: lines of strokes, a seal, a little turn, shade and noise. */
export async function buildPaper({ seed, blur = 0, light = 1, cut }: Shot): Promise<Buffer> {
  const random = createRandom(seed);
  const desk = `rgb(${[90, 70, 50].map((base) => Math.floor(base + random() * 60)).join()})`;
  const turn = (random() - 0.5) * 6;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="shade" x1="0" y1="0" x2="1" y2="${random()}">
      <stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="${0.1 + random() * 0.25}"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="${desk}"/>
    <g transform="rotate(${turn} ${width / 2} ${height / 2})">
      <rect x="82" y="82" width="${width - 164}" height="${height - 164}" fill="#f4f2ec"/>
      ${drawWriting(random)}
      <circle cx="640" cy="940" r="80" fill="none" stroke="#c22" stroke-width="7"/>
    </g>
    <rect width="100%" height="100%" fill="url(#shade)"/></svg>`;
  let picture = sharp(Buffer.from(svg)).png();
  if (cut !== undefined)
    picture = sharp(await picture.toBuffer())
      .extract(toFrame(cut))
      .png();
  if (blur > 0)
    picture = sharp(await picture.toBuffer())
      .blur(blur)
      .png();
  const { data, info } = await sharp(await picture.toBuffer())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const noise = Array.from(
    { length: noiseLength },
    () => (random() + random() - 1) * 10 * light ** 0.5,
  );
  // A clamped array rounds and keeps within 0 to 255 by itself.
  const noisy = new Uint8ClampedArray(data);
  for (let at = 0; at < noisy.length; at += 1) {
    noisy[at] = (noisy[at] ?? 0) * light + (noise[(at * 31) % noiseLength] ?? 0);
  }
  const { width: across, height: down, channels } = info;
  return sharp(noisy, { raw: { width: across, height: down, channels } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** Characters of a few short strokes each, in lines, the last line of a paragraph short. */
function drawWriting(random: () => number): string {
  const strokes: string[] = [];
  for (let line = 0; line < 24; line += 1) {
    const y = 142 + line * 38;
    const last = random() < 0.2 ? 225 + random() * 375 : width - 142;
    for (let x = 135; x < last; x += 24) {
      for (let stroke = 0; stroke < 6; stroke += 1) {
        const [a, b] = [x + random() * 19, y + random() * 21];
        const isLevel = random() < 0.5;
        const [c, d] = [a + (isLevel ? 10 : 0), b + (isLevel ? 0 : 10)];
        strokes.push(`M${a.toFixed(1)} ${b.toFixed(1)}L${c.toFixed(1)} ${d.toFixed(1)}`);
      }
    }
  }
  return `<path d="${strokes.join('')}" stroke="#222" stroke-width="2" fill="none"/>`;
}

function toFrame({ side, share }: NonNullable<Shot['cut']>) {
  const across = Math.round(width * share);
  const down = Math.round(height * share);
  if (side === 'left') return { left: across, top: 0, width: width - across, height };
  if (side === 'right') return { left: 0, top: 0, width: width - across, height };
  if (side === 'top') return { left: 0, top: down, width, height: height - down };
  return { left: 0, top: 0, width, height: height - down };
}

function createRandom(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
