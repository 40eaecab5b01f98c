import type { ChannelName, PictureFault } from './message.ts';

/** What was received as evidence: stored twice (sealed original, working copy). */
export type EvidenceFile = {
  readonly id: string;
  readonly personId: string;
  readonly channel: ChannelName;
  readonly receivedAt: Date;
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes as received, hex. */
  readonly sha256: string;
  readonly ticketId?: string;
  /** A copy that screens may show: of a picture, or of a video's thumbnail. */
  readonly hasCopy?: boolean;
  /** What makes the picture of a paper hard to read; absent for what is no picture. */
  readonly faults?: readonly PictureFault[];
  /** What staff covered on the working copy. */
  readonly boxes?: readonly Box[];
};

/** A part of a picture, each as a share of its width or height from 0 to 1, from the upper left. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type FileErrorCode = 'file_too_large' | 'file_type_refused' | 'file_unreadable';

/** The refusal of a file. */
export class FileError extends Error {
  readonly code: FileErrorCode;
  constructor(code: FileErrorCode) {
    super(code);
    this.name = 'FileError';
    this.code = code;
  }
}

export type FileStore = {
  /** Sniffs, caps, seals the original and makes the working copy without EXIF. Idempotent by `id`. Throws FileError. */
  readonly save: (input: {
    readonly id: string;
    readonly personId: string;
    readonly channel: ChannelName;
    readonly name: string;
    readonly bytes: Buffer;
    readonly receivedAt: Date;
    /** A still picture of a video, as the platform gave it: made anew as the working copy. */
    readonly thumbnail?: Buffer;
  }) => Promise<EvidenceFile>;
  readonly find: (id: string) => Promise<EvidenceFile | undefined>;
  /** The working copy's bytes; the only ones that screens get. */
  readonly openWorkingCopy: (
    id: string,
  ) => Promise<{ readonly bytes: Buffer; readonly mimeType: string } | undefined>;
  readonly assignTicket: (ids: readonly string[], ticketId: string) => Promise<void>;
  /** Both copies of files that belong to no ticket; of a draft that was given up. */
  readonly remove: (ids: readonly string[]) => Promise<void>;
  readonly listForTicket: (ticketId: string) => Promise<readonly EvidenceFile[]>;
};

/** The FileStore of the walk and, for audited acts only, the bytes as they were received. */
export type EvidenceStore = FileStore & {
  /** Opens the sealed original; the caller has audited it before. Throws when it no longer matches its SHA-256. */
  readonly openOriginal: (id: string) => Promise<Buffer | undefined>;
  /**
   * Makes the working copy anew from the original with these boxes, instead of those before; the caller has audited
   * it. Undefined when there is no such picture.
   */
  readonly setBoxes: (id: string, boxes: readonly Box[]) => Promise<EvidenceFile | undefined>;
};
