/** As people type a code: case, full width, separators, O for 0, I and L for 1. */
export function foldCode(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
  return plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

/** A code as it stands on a paper: by fours, with dashes. */
export function toPrintedCode(text: string): string {
  return foldCode(text).replaceAll(/(.{4})(?=.)/g, '$1-');
}
