import { inflateRawSync } from 'node:zlib';
import { XMLValidator } from 'fast-xml-parser';

const endOfDirectory = 0x06054b50;

/** The members of a ZIP by their paths, read from its directory as any other program does. */
export function readZip(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || bytes.readUInt32LE(end) !== endOfDirectory) throw new Error('this is no ZIP');
  const members = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameSize, extra, comment] = [28, 30, 32].map((from) => bytes.readUInt16LE(at + from));
    const offset = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameSize ?? 0));
    const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(from, from + size);
    members.set(name, method === 8 ? inflateRawSync(packed) : packed);
    at += 46 + (nameSize ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return members;
}

/** What would keep a word processor from opening a DOCX: broken XML, parts without a type, relationships to nothing. */
export function listDocxFaults(members: ReadonlyMap<string, Buffer>): readonly string[] {
  const read = (path: string): string => members.get(path)?.toString('utf8') ?? '';
  const types = read('[Content_Types].xml');
  const faults: string[] = [];
  for (const path of members.keys()) {
    const isXml = /\.(xml|rels)$/.test(path);
    if (isXml && XMLValidator.validate(read(path)) !== true) faults.push(`${path} is no XML`);
    const extension = path.split('.').at(-1) ?? '';
    const isTyped =
      types.includes(`PartName="/${path}"`) || types.includes(`Extension="${extension}"`);
    if (path !== '[Content_Types].xml' && !isTyped) faults.push(`${path} has no type`);
    if (path.endsWith('.rels')) faults.push(...listLooseEnds(path, read, members));
  }
  for (const [, path = ''] of types.matchAll(/PartName="\/([^"]+)"/g)) {
    if (!members.has(path)) faults.push(`${path} has a type and is not there`);
  }
  return faults;
}

/** Relationships that lead nowhere, and ids in the part that name no relationship. */
function listLooseEnds(
  path: string,
  read: (path: string) => string,
  members: ReadonlyMap<string, Buffer>,
): readonly string[] {
  const part = path.replace('_rels/', '').replace(/\.rels$/, '');
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const found = [...read(path).matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => ({
    id: /\bId="([^"]*)"/.exec(tag)?.[1] ?? '',
    target: /\bTarget="([^"]*)"/.exec(tag)?.[1] ?? '',
  }));
  const lost = found
    .map(({ target }) => (target.startsWith('/') ? target.slice(1) : folder + target))
    .filter((target) => !members.has(target));
  const used = [...read(part).matchAll(/\br:(?:id|embed)="([^"]+)"/g)].map(([, id]) => id);
  const unknown = used.filter((name) => !found.some(({ id }) => id === name));
  return [
    ...lost.map((target) => `${path} leads to ${target}, which is not there`),
    ...unknown.map((id) => `${part} names ${id ?? ''}, which is no relationship`),
  ];
}
