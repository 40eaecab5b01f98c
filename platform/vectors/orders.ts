import type { VectorHit } from '../../knowledge/index.ts';

/** What the worker is told to do; `order` numbers the calls. */
export type Order = { readonly order: number } & (
  | {
      readonly kind: 'set';
      readonly ids: readonly string[];
      readonly vectors: readonly Float32Array[];
    }
  | { readonly kind: 'drop'; readonly ids: readonly string[] }
  | { readonly kind: 'search'; readonly query: Float32Array; readonly limit: number }
);

/** What it says to an order. */
export type Done = { readonly order: number } & (
  | { readonly hits: readonly VectorHit[] }
  | { readonly refusal: string }
);
