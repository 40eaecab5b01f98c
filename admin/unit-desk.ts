import type { ReadFile } from '../knowledge/index.ts';
import type {
  CertificateStore,
  PowerStore,
  RemitStore,
  Units,
  UnitStore,
} from '../people/index.ts';

/** The organisation: its tree, the lists that go with it, and how they come in. */
export type UnitDesk = {
  readonly tree: Units;
  readonly store: UnitStore;
  readonly powers: PowerStore;
  readonly remits: RemitStore;
  readonly certificates: CertificateStore;
  /** The areas that units may be under, by id. */
  readonly listAreas: () => readonly { readonly id: string; readonly name: string }[];
  readonly createId: () => string;
  /** The same id for the same parts. */
  readonly toId: (...parts: readonly string[]) => string;
  /** One change of the tree at a time, in all processes; undefined while another one is under way. */
  readonly changeAlone: <Result>(change: () => Promise<Result>) => Promise<Result | undefined>;
  readonly readFile: ReadFile;
  /** Pairs of neighbouring letters, for likeness. */
  readonly bigrams: (text: string) => readonly string[];
};
