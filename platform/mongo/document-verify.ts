import { createHash } from 'node:crypto';
import {
  toFixedContent,
  toNumberText,
  type HashedFile,
  type OfficialDocument,
  type PaperFileStore,
} from '../../tickets/index.ts';
import type { Digests } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { toWhole, type EscrowPieces } from './escrow-pieces.ts';
import { documentCollection, toOfficialDocument } from './document-schema.ts';
import { toMacText } from './document-store.ts';

/**
 * changed: a field no longer agrees with the keyed digest of its last step · content_changed: the text is not what was
 * signed · paper_missing, paper_changed: the bytes are gone or others · successor_unknown: what it names as its
 * successor does not name it · number_missing: nobody has this number · number_twice: two have it.
 */
export type DocumentFault =
  | 'changed'
  | 'content_changed'
  | 'paper_missing'
  | 'paper_changed'
  | 'successor_unknown'
  | 'number_missing'
  | 'number_twice';

/** `name` is the document's id with its number, or the series of a number. */
export type DocumentFinding = { readonly name: string; readonly fault: DocumentFault };

type Verified = { readonly count: number; readonly findings: readonly DocumentFinding[] };

/** Reads every official document, its papers and every series of numbers; what lies sealed is read from `kept`. What is written meanwhile may be left out. */
export async function verifyDocuments(
  database: Database,
  digests: Pick<Digests, 'matches'>,
  files: Pick<PaperFileStore, 'open'>,
  kept?: Pick<EscrowPieces, 'find'>,
): Promise<Verified> {
  const findings: DocumentFinding[] = [];
  const series = new Map<string, number[]>();
  const stored = openCollection(database, documentCollection);
  let count = 0;
  for await (const found of stored.find({}, { sort: { _id: 1 } })) {
    count += 1;
    const document = toOfficialDocument(await toWhole(found, documentCollection.name, kept));
    const isGenuine = digests.matches(found.mac, 'official-document', toMacText(document));
    const faults = [...(isGenuine ? [] : (['changed'] as const)), ...(await findFaults(document))];
    findings.push(...faults.map((fault) => ({ name: toName(document), fault })));
    const { number } = document;
    if (number === undefined) continue;
    const key = `${number.organ} ${number.kind} ${number.year}`;
    series.set(key, [...(series.get(key) ?? []), number.seq]);
  }
  for (const [name, taken] of series) findings.push(...findNumberFaults(name, taken));
  return { count, findings };

  async function findFaults(document: OfficialDocument): Promise<readonly DocumentFault[]> {
    const { contentHash, unsealed, sealed, replacedBy, id } = document;
    const faults: DocumentFault[] = [];
    if (contentHash !== undefined && toSha256(toFixedContent(document)) !== contentHash) {
      faults.push('content_changed');
    }
    for (const file of [unsealed, sealed]) {
      const fault = file && (await findPaperFault(file));
      if (fault !== undefined) faults.push(fault);
    }
    if (replacedBy !== undefined) {
      const successor = await stored.findOne({ _id: { $eq: replacedBy } });
      if (successor?.replaces !== id) faults.push('successor_unknown');
    }
    return faults;
  }

  async function findPaperFault({ fileId, hash }: HashedFile): Promise<DocumentFault | undefined> {
    try {
      const bytes = await files.open(fileId);
      if (bytes === undefined) return 'paper_missing';
      return toSha256(bytes) === hash ? undefined : 'paper_changed';
    } catch {
      // Sealed bytes that were changed do not open.
      return 'paper_changed';
    }
  }
}

function findNumberFaults(series: string, taken: readonly number[]): readonly DocumentFinding[] {
  const last = Math.max(...taken);
  return Array.from({ length: last }, (_, index) => index + 1).flatMap((seq) => {
    const times = taken.filter((one) => one === seq).length;
    if (times === 1) return [];
    const fault = times === 0 ? ('number_missing' as const) : ('number_twice' as const);
    return [{ name: `${series} ${seq}`, fault }];
  });
}

function toName(document: OfficialDocument): string {
  const number = toNumberText(document);
  return number === undefined ? document.id : `${document.id} ${number}`;
}

function toSha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
