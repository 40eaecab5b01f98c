import type { DayTable } from '../deadlines.ts';
import type { ProjectedDeadline } from '../deadline/deadline.ts';
import type { JudgeCertificate } from '../officers.ts';
import type { ProblemRequest } from '../problem/step-problem.ts';
import type { Procedure } from '../procedure.ts';
import type { Profile } from '../profile/profile.ts';
import type { TicketStore } from '../store.ts';
import type { Ticket } from '../ticket.ts';
import type { HashedFile, OfficialDocument, Serving } from './document.ts';
import type { DocumentStore } from './store.ts';

/** What the rules of documents need of the world. */
export type DocumentPorts = {
  readonly store: DocumentStore;
  readonly findTicket: (id: string) => Promise<Ticket | undefined>;
  readonly listMerged: TicketStore['listMerged'];
  readonly profiles: {
    readonly findAt: (at: Date) => Profile;
    /** Of a version; a missing one is a bug. */
    readonly find: (version: number) => Profile;
  };
  readonly procedures: readonly Procedure[];
  /** The name of a unit of the tree, as it is printed; undefined for an unknown or retired one. */
  readonly findUnitName: (unitId: string) => string | undefined;
  /** The register of supervising officers; absent, it knows nobody. */
  readonly judgeCertificate?: JudgeCertificate;
  readonly calendar: DayTable;
  readonly now: () => Date;
  /** At least 80 bits, the same for the same document. */
  readonly deriveVerifyCode: (documentId: string) => string;
  /** Open matters that are, or may be, against one of the units; absent, there are none. */
  readonly listOpenAgainst?: (unitIds: readonly string[]) => Promise<readonly Ticket[]>;
  /** SHA-256 in lower-case hex. */
  readonly hashText: (text: string) => string;
  /** Tells the projection that there is something to do. Never rejects: a lost ring loses nothing. */
  readonly ring: (documentId: string) => Promise<void>;
};

/** What is made of a document's steps elsewhere; each safe to repeat. */
export type DocumentProjections = {
  readonly store: Pick<DocumentStore, 'find' | 'clearPending' | 'keepUnsealed' | 'markReplaced'>;
  /** The paper that bears 未用印, rendered once and kept under the document's own file id. */
  readonly keepUnsealed: (document: OfficialDocument) => Promise<HashedFile>;
  readonly stepProblem: (request: ProblemRequest) => Promise<unknown>;
  readonly keepDeadline: (deadline: ProjectedDeadline) => Promise<void>;
  /** A notice in the person's own channel, under the serving's key. */
  readonly tellPerson: (
    document: OfficialDocument,
    serving: Serving,
    personId: string,
  ) => Promise<void>;
  /** Tells the unit's officers that something was served, under the serving's key. */
  readonly tellUnit?: (
    document: OfficialDocument,
    serving: Serving,
    unitId: string,
  ) => Promise<void>;
};
