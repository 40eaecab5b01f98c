import { createReader, createWriter, type Reader, type Writer } from './bytes.ts';
import type { Facts } from './facts.ts';
import { openIndex, type IndexTools, type Laid, type SearchIndex } from './search-index.ts';
import type { Segment } from './segment.ts';
import { readStamped, stampBytes, stampSize, type StampRefusal } from './stamp.ts';
import { chosenWeights, type Weights } from './weights.ts';

/** Why a snapshot cannot be used. The caller builds anew, whichever it is. */
export type SnapshotRefusal = StampRefusal | 'other_weights';

export type ReadSnapshot =
  | { readonly kind: 'read'; readonly index: SearchIndex; readonly edition: string }
  | { readonly kind: 'refused'; readonly why: SnapshotRefusal };

/**
 * "DXri" as the machine reads it: a machine of the other byte order sees no snapshot of its own. The version is to be
 * raised whenever the layout, the keys or the steps change.
 */
const stamp = { mark: 0x6972_5844, version: 1 };

/** The index as bytes. `edition` is the caller's word for what it was made from, given back by `readSnapshot`. */
export function writeSnapshot(
  index: SearchIndex,
  edition: string,
  weights: Weights = chosenWeights,
): Uint8Array {
  const { means, parts } = index.layOut();
  const writer = createWriter();
  writer.texts([edition, nameWeights(weights)]);
  for (const mean of [means.title, means.wording, means.lead, means.body]) writer.number(mean);
  writer.number(parts.length);
  for (const { segment, dead } of parts) {
    writeSegment(writer, segment);
    writer.array(dead);
  }
  const bytes = writer.finish(stampSize);
  stampBytes(bytes, stamp);
  return bytes;
}

/** Opens a snapshot where it lies: the bytes belong to the index from then on. */
export function readSnapshot(given: Uint8Array, tools: IndexTools): ReadSnapshot {
  const bytes = readStamped(given, stamp);
  if (typeof bytes === 'string') return refuse(bytes);
  const reader = createReader(bytes, stampSize);
  const [edition = '', weights] = reader.texts();
  if (weights !== nameWeights(tools.weights ?? chosenWeights)) return refuse('other_weights');
  return { kind: 'read', index: openIndex(readLaid(reader), tools), edition };
}

function readLaid(reader: Reader): Laid {
  const means = {
    title: reader.number(),
    wording: reader.number(),
    lead: reader.number(),
    body: reader.number(),
  };
  const parts = Array.from({ length: reader.number() }, () => ({
    segment: readSegment(reader),
    dead: reader.uint8(),
  }));
  return { means, parts };
}

function writeSegment(writer: Writer, { facts, ...layout }: Segment): void {
  writer.texts(facts.ids);
  writer.texts(facts.areas);
  writer.array(facts.area);
  writer.array(facts.audience);
  writer.array(facts.from);
  writer.array(facts.to);
  writer.array(facts.capacity);
  writer.array(layout.keys);
  writer.array(layout.starts);
  writer.array(layout.documents);
  writer.array(layout.impacts);
}

function readSegment(reader: Reader): Segment {
  const facts: Facts = {
    ids: reader.texts(),
    areas: reader.texts(),
    area: reader.uint16(),
    audience: reader.uint8(),
    from: reader.int32(),
    to: reader.int32(),
    capacity: reader.float32(),
  };
  return {
    facts,
    keys: reader.uint32(),
    starts: reader.uint32(),
    documents: reader.uint16(),
    impacts: reader.uint8(),
  };
}

/** Only the weights that are laid down in the impacts; the others are asked for at each search. */
function nameWeights({ k1, b, title, wording, lead, body }: Weights): string {
  return [k1, b, title, wording, lead, body].join(' ');
}

function refuse(why: SnapshotRefusal): ReadSnapshot {
  return { kind: 'refused', why };
}
