/**
 * What pdfmake 0.3 laid out before it wrote the PDF, as far as pictures need it: `_pdfMakePages` of the document that
 * its `getStream` answers (pdfmake/js/Renderer.js). Not part of its promise, so a test draws pages with every release.
 */
export type Layout = { readonly pages: readonly LayoutPage[] };

/** Reads the pages off a document that was laid out. Throws when pdfmake keeps them elsewhere by now. */
export function readLayout(document: object): Layout {
  const pages: unknown = Reflect.get(document, '_pdfMakePages');
  if (!Array.isArray(pages)) throw new Error('pdfmake keeps its pages elsewhere');
  return { pages };
}

export type LayoutPage = {
  readonly pageSize: { readonly width: number; readonly height: number };
  readonly items: readonly LayoutItem[];
  readonly watermark?: {
    readonly text: string;
    readonly font: LayoutFont;
    readonly fontSize: number;
    readonly angle: number;
    readonly color: string;
    readonly opacity: number;
    readonly _size: { readonly size: { readonly width: number; readonly height: number } };
  };
};

/** A font of pdfkit with the fontkit font within. `ascender` is in thousandths. */
export type LayoutFont = {
  readonly id: string;
  readonly ascender: number;
  readonly font: {
    readonly unitsPerEm: number;
    readonly layout: (text: string) => {
      readonly glyphs: readonly {
        readonly id: number;
        readonly path: { readonly toSVG: () => string };
      }[];
      readonly positions: readonly { readonly xAdvance: number }[];
    };
  };
};

export type LayoutLine = {
  readonly x: number;
  readonly y: number;
  readonly getHeight: () => number;
  readonly getAscenderHeight: () => number;
  readonly inlines: readonly {
    readonly text: string;
    readonly font: LayoutFont;
    readonly fontSize: number;
    readonly color?: string;
    readonly x: number;
  }[];
};

export type LayoutVector = { readonly lineWidth?: number; readonly lineColor?: string } & (
  | {
      readonly type: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    }
  | {
      readonly type: 'rect';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly color?: string;
    }
);

export type LayoutItem =
  | { readonly type: 'line'; readonly item: LayoutLine }
  | { readonly type: 'vector'; readonly item: LayoutVector }
  | {
      readonly type: 'svg';
      readonly item: {
        readonly svg: string;
        readonly x: number;
        readonly y: number;
        readonly _width: number;
        readonly _height: number;
      };
    }
  | {
      readonly type: 'beginVerticalAlignment';
      readonly item: {
        readonly verticalAlignment: 'top' | 'middle' | 'bottom';
        readonly isCellContentMultiPage?: boolean;
        readonly getNodeHeight: () => number;
        readonly getViewHeight: () => number;
      };
    }
  | { readonly type: 'endVerticalAlignment'; readonly item: unknown };
