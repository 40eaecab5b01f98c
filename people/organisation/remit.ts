import type { SupervisingBody } from './unit.ts';

export const remitKinds = ['coordinate', 'supervise'] as const;
export type RemitKind = (typeof remitKinds)[number];

/** One line of a supervising body's 事项清单: what it may coordinate or supervise, and where that is written. */
export type Remit = {
  readonly id: string;
  readonly body: SupervisingBody;
  readonly kind: RemitKind;
  readonly matter: string;
  readonly source: string;
  /** Its place in the list, from 1. */
  readonly order: number;
};

export type RemitStore = {
  /** By body and order. */
  readonly list: () => Promise<readonly Remit[]>;
  readonly put: (remits: readonly Remit[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
};
