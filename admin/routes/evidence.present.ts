import type { EvidenceFile, InboxRow } from '../../bot/index.ts';
import type { EvidenceView, LostMedia } from './evidence.schema.ts';

/** A file for staff: never whose it is. */
export function presentEvidence(file: EvidenceFile): EvidenceView {
  const { id, name, mimeType, sizeBytes, sha256, channel, receivedAt } = file;
  const { hasCopy = false, faults = [], boxes = [] } = file;
  const about = { id, name, mimeType, sizeBytes, sha256, channel };
  return {
    ...about,
    receivedAt: receivedAt.toISOString(),
    hasCopy,
    faults: [...faults],
    boxes: boxes.map(({ left, top, width, height }) => ({ left, top, width, height })),
  };
}

export function presentLost({
  id,
  channel,
  arrivedAt,
  content,
  mediaAttempts = 0,
  mediaFailure,
}: InboxRow): LostMedia {
  return {
    id,
    channel,
    arrivedAt: arrivedAt.toISOString(),
    kind: content.kind,
    attempts: mediaAttempts,
    ...(mediaFailure !== undefined && { failure: mediaFailure }),
  };
}
