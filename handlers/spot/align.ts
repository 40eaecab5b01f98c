export type Fold = (text: string) => string;

/** A text and its folded form, letter under letter: what is found in `folded` is cut out of `text`. */
export type Aligned = { readonly text: string; readonly folded: string };

/** A find: where it stands and how long it is, the same in both forms. */
export type Span = { readonly at: number; readonly end: number };

/** Folds line by line, so that the folded form keeps the length and the lines of the text. */
export function align(text: string, fold: Fold): Aligned {
  const folded = text
    .split('\n')
    .map((line) => foldLine(line, fold))
    .join('\n');
  return { text, folded };
}

function foldLine(line: string, fold: Fold): string {
  const folded = fold(line);
  if (folded.length === line.length) return folded;
  return Array.from(line, (letter) => {
    const plain = fold(letter);
    return plain.length === letter.length ? plain : plain === '' ? ' ' : letter;
  }).join('');
}

/** Every find of a pattern (with the flag g), by its first group where it has one that took part. */
export function findSpans(folded: string, pattern: RegExp): readonly Span[] {
  return [...folded.matchAll(pattern)].map((match) => {
    const [whole, part = whole] = match;
    const at = match.index + whole.indexOf(part);
    return { at, end: at + part.length };
  });
}

/** The person's own letters at a find. */
export function cut({ text }: Aligned, { at, end }: Span): string {
  return text.slice(at, end).trim();
}

/** The finds that lie within no other. */
export function dropContained(spans: readonly Span[]): readonly Span[] {
  return spans.filter(
    (span) =>
      !spans.some(
        (other) =>
          other !== span &&
          other.at <= span.at &&
          other.end >= span.end &&
          other.end - other.at > span.end - span.at,
      ),
  );
}
