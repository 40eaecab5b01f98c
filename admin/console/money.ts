/** Yuan as written, such as 1,200.50 or １２００, in fen; undefined where it is no amount with at most two decimals. */
export function toFen(written: string): number | undefined {
  const plain = written.normalize('NFKC').replaceAll(/[\s,]/g, '');
  const [, yuan, cents = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

/** Fen as yuan with two decimals, without grouping, to be written on. */
export function toYuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}
