import type { Model } from './model.ts';

type Head = { readonly labels: string[]; readonly features: string[]; readonly scale: number };

/** The model as bytes: the length of its head, the head as JSON, then the numbers in their order. */
export function packModel({ labels, features, scale, rarity, weights }: Model): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify({ labels, features, scale }));
  const rows = [rarity, ...weights];
  const start = toNumbersStart(head.length);
  const bytes = new Uint8Array(start + rows.reduce((sum, { byteLength }) => sum + byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = start;
  for (const row of rows) {
    bytes.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength), at);
    at += row.byteLength;
  }
  return bytes;
}

/** The model that was packed. Throws on bytes that are none. */
export function unpackModel(packed: Uint8Array): Model {
  // A copy begins at a place where numbers of four bytes may lie.
  const bytes = packed.slice();
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  if (!isHead(head)) throw new Error('this is no packed model');
  const { labels, features, scale } = head;
  const sizes = [features.length, ...labels.map(() => features.length + 1)];
  let at = toNumbersStart(length);
  const [rarity, ...weights] = sizes.map((size) => {
    const row = new Float32Array(bytes.buffer, at, size);
    at += row.byteLength;
    return row;
  });
  if (rarity === undefined || at !== bytes.length) throw new Error('a packed model was cut off');
  return { labels, features, scale, rarity, weights };
}

function toNumbersStart(headLength: number): number {
  return Math.ceil((4 + headLength) / 4) * 4;
}

function isHead(value: unknown): value is Head {
  return (
    typeof value === 'object' &&
    value !== null &&
    'scale' in value &&
    typeof value.scale === 'number' &&
    'labels' in value &&
    isTexts(value.labels) &&
    'features' in value &&
    isTexts(value.features)
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
