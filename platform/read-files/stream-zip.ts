import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive, whose bytes come as they are made. */
export type ZipMember = { readonly path: string; readonly content: AsyncIterable<Buffer> };

type Written = {
  readonly path: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
};

/** 1 January 1980, the first day that the format knows: the same rows give the same bytes. */
const day = 0x21;
const version = 20;
/** Sizes follow the data; names are UTF-8. */
const flags = 0x08_08;
const deflated = 8;

/** A ZIP made while it is read, up to 4 GB. Nothing of it is held but the member that is being packed. */
export async function* streamZip(members: readonly ZipMember[]): AsyncIterable<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  const pass = (bytes: Buffer): Buffer => {
    offset += bytes.length;
    return bytes;
  };
  for (const { path, content } of members) {
    const name = Buffer.from(path);
    const start = offset;
    yield pass(toLocalHeader(name));
    const tally = { crc: 0, plain: 0 };
    const from = offset;
    for await (const part of deflate(content, tally)) yield pass(part);
    const entry = { path: name, offset: start, packed: offset - from, ...tally };
    written.push(entry);
    yield pass(Buffer.concat([toNumbers(['u32', 0x08_07_4b_50]), toSizes(entry)]));
  }
  const directoryAt = offset;
  for (const entry of written) yield pass(toDirectoryEntry(entry));
  yield toEnd(written.length, directoryAt, offset - directoryAt);
}

async function* deflate(
  content: AsyncIterable<Buffer>,
  tally: { crc: number; plain: number },
): AsyncIterable<Buffer> {
  async function* count(): AsyncIterable<Buffer> {
    for await (const part of content) {
      tally.crc = crc32(part, tally.crc);
      tally.plain += part.length;
      yield part;
    }
  }
  // A failure of the source ends the packing, and with it the reading below.
  const packing = pipeline(Readable.from(count()), createDeflateRaw(), () => undefined);
  for await (const part of packing) yield Buffer.from(part);
}

type Field = readonly ['u16' | 'u32', number];

function toNumbers(...fields: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [size]) => sum + (size === 'u16' ? 2 : 4), 0));
  let at = 0;
  for (const [size, value] of fields) {
    at = size === 'u16' ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  }
  return bytes;
}

const toSizes = ({ crc, packed, plain }: Pick<Written, 'crc' | 'packed' | 'plain'>): Buffer =>
  toNumbers(['u32', crc], ['u32', packed], ['u32', plain]);

const toMethod = (): Buffer =>
  toNumbers(['u16', version], ['u16', flags], ['u16', deflated], ['u16', 0], ['u16', day]);

function toLocalHeader(name: Buffer): Buffer {
  const unknown = { crc: 0, packed: 0, plain: 0 };
  const lengths = toNumbers(['u16', name.length], ['u16', 0]);
  return Buffer.concat([
    toNumbers(['u32', 0x04_03_4b_50]),
    toMethod(),
    toSizes(unknown),
    lengths,
    name,
  ]);
}

function toDirectoryEntry(entry: Written): Buffer {
  const { path, offset } = entry;
  return Buffer.concat([
    toNumbers(['u32', 0x02_01_4b_50], ['u16', version]),
    toMethod(),
    toSizes(entry),
    toNumbers(['u16', path.length], ['u16', 0], ['u16', 0], ['u16', 0], ['u16', 0], ['u32', 0]),
    toNumbers(['u32', offset]),
    path,
  ]);
}

function toEnd(count: number, directoryAt: number, size: number): Buffer {
  return toNumbers(
    ['u32', 0x06_05_4b_50],
    ['u16', 0],
    ['u16', 0],
    ['u16', count],
    ['u16', count],
    ['u32', size],
    ['u32', directoryAt],
    ['u16', 0],
  );
}
