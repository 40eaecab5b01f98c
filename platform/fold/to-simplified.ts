import { createRequire } from 'node:module';

/** The part of opencc-js that is used; its own types do not resolve under `nodenext`. */
type Convert = (text: string) => string;
type OpenCc = { readonly Converter: (way: { from: 't'; to: 'cn' }) => Convert };

const load = createRequire(import.meta.url);
let convert: Convert | undefined;

/** Traditional characters as Simplified, all else as given. Loads its dictionary (0.1 MB) on first use. */
export function toSimplified(text: string): string {
  convert ??= loadConverter();
  return convert(text);
}

function loadConverter(): Convert {
  const { Converter }: OpenCc = load('opencc-js/t2cn');
  return Converter({ from: 't', to: 'cn' });
}
