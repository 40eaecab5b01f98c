import type { ReadFile } from '../knowledge/index.ts';
import type {
  ContactPoint,
  ContactPointStore,
  PointVisitStore,
  PointWay,
} from '../people/index.ts';

/** Contact points, their codes and sheets. */
export type PointDesk = {
  readonly store: ContactPointStore;
  readonly count: PointVisitStore['count'];
  readonly randomInt: (maxExclusive: number) => number;
  /** Ways besides the web chat that the bureau has set up. */
  readonly listWays: () => readonly PointWay[];
  /** Asks for the codes that are missing and keeps them; names the ways that were refused. */
  readonly openWays: (
    id: string,
  ) => Promise<{ readonly point: ContactPoint; readonly refused: readonly PointWay[] }>;
  /** What the large code of its sheet holds, and the address of the web chat. */
  readonly toUrls: (point: ContactPoint) => {
    readonly main: { readonly way: PointWay | 'web-chat'; readonly url: string };
    readonly chat: string;
  };
  /** One page of PDF each. */
  readonly printSheets: (points: readonly ContactPoint[]) => Promise<Uint8Array>;
  readonly readFile: ReadFile;
};
