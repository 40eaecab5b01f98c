import type { Layout, LayoutItem, LayoutLine, LayoutPage, LayoutVector } from './pdf-layout.ts';

/** Pages as SVG pictures, letters as outlines: they look the same everywhere and need no font. */
export function drawPages({ pages }: Layout): readonly string[] {
  return pages.map((page) => drawPage(page));
}

/** Shapes of letters, each once in a picture however often it is used. */
type Letters = Map<string, string>;

function drawPage({ pageSize: { width, height }, items, watermark }: LayoutPage): string {
  const letters: Letters = new Map();
  const parts = items.map((item) => drawItem(item, letters));
  if (watermark !== undefined) {
    const { text, font, fontSize, angle, color, opacity, _size } = watermark;
    const x = (width - _size.size.width) / 2;
    const y = (height - _size.size.height) / 2 + (font.ascender / 1000) * fontSize;
    const drawn = drawText({ text, font, fontSize, color, x, y }, letters);
    const turn = `rotate(${toNumber(angle)} ${toNumber(width / 2)} ${toNumber(height / 2)})`;
    parts.push(`<g opacity="${toNumber(opacity)}" transform="${turn}">${drawn}</g>`);
  }
  const shapes = [...letters.values()].join('');
  const box = `0 0 ${toNumber(width)} ${toNumber(height)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}"><rect width="100%" height="100%" fill="#fff"/><defs>${shapes}</defs>${parts.join('')}</svg>`;
}

function drawItem(item: LayoutItem, letters: Letters): string {
  switch (item.type) {
    case 'line':
      return drawLine(item.item, letters);
    case 'vector':
      return drawVector(item.item);
    case 'svg':
      return drawInner(item.item);
    case 'beginVerticalAlignment':
      return `<g transform="translate(0 ${toNumber(-toShift(item.item))})">`;
    case 'endVerticalAlignment':
      break;
  }
  return '</g>';
}

/** How far a cell's words are moved up from below the room that they leave free. */
function toShift(item: Extract<LayoutItem, { type: 'beginVerticalAlignment' }>['item']): number {
  if (item.isCellContentMultiPage === true || item.verticalAlignment === 'top') return 0;
  const free = item.getNodeHeight() - item.getViewHeight();
  return item.verticalAlignment === 'middle' ? free / 2 : free;
}

function drawLine(line: LayoutLine, letters: Letters): string {
  const baseline = line.y + line.getAscenderHeight();
  return line.inlines
    .map(({ text, font, fontSize, color, x }) =>
      drawText(
        { text, font, fontSize, color: color ?? 'black', x: line.x + x, y: baseline },
        letters,
      ),
    )
    .join('');
}

type Run = Pick<LayoutLine['inlines'][number], 'text' | 'font' | 'fontSize'> & {
  readonly x: number;
  /** Of the line that letters stand on. */
  readonly y: number;
  readonly color: string;
};

function drawText({ text, font, fontSize, color, x, y }: Run, letters: Letters): string {
  const { glyphs, positions } = font.font.layout(text);
  const scale = fontSize / font.font.unitsPerEm;
  let at = 0;
  const uses = glyphs.map((glyph, index) => {
    const id = `${font.id}-${String(glyph.id)}`;
    const shape = glyph.path.toSVG();
    const left = at;
    at += positions[index]?.xAdvance ?? 0;
    if (shape === '') return '';
    if (!letters.has(id)) letters.set(id, `<path id="${id}" d="${shape}"/>`);
    return `<use href="#${id}" x="${toNumber(left)}"/>`;
  });
  const place = `translate(${toNumber(x)} ${toNumber(y)}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})`;
  return `<g fill="${color}" transform="${place}">${uses.join('')}</g>`;
}

function drawVector(vector: LayoutVector): string {
  const stroke = `stroke="${vector.lineColor ?? 'black'}" stroke-width="${toNumber(vector.lineWidth ?? 1)}"`;
  if (vector.type === 'line') {
    const { x1, y1, x2, y2 } = vector;
    return `<path d="M${toNumber(x1)} ${toNumber(y1)}L${toNumber(x2)} ${toNumber(y2)}" ${stroke}/>`;
  }
  const { x, y, w, h, color } = vector;
  const fill = color === undefined ? 'none' : color;
  return `<rect x="${toNumber(x)}" y="${toNumber(y)}" width="${toNumber(w)}" height="${toNumber(h)}" fill="${fill}" ${color === undefined ? stroke : ''}/>`;
}

/** A picture within the page, such as the code. */
function drawInner({
  svg,
  x,
  y,
  _width,
  _height,
}: Extract<LayoutItem, { type: 'svg' }>['item']): string {
  const place = `x="${toNumber(x)}" y="${toNumber(y)}" width="${toNumber(_width)}" height="${toNumber(_height)}"`;
  return svg.replace(/<\?xml[^>]*>/, '').replace(/<svg([^>]*)>/, (_all, attributes: string) => {
    const kept = attributes.replaceAll(/\s(?:width|height)="[^"]*"/g, '');
    return `<svg ${place}${kept}>`;
  });
}

function toNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}
