import { readScene, type ContactPoint } from './contact-point.ts';
import type { ContactPointStore } from './contact-point-store.ts';

/** What stands behind a scene: a point, one that was closed, or nothing that was ever given out. */
export type FoundPoint =
  | { readonly kind: 'open'; readonly point: ContactPoint }
  | { readonly kind: 'closed'; readonly point: ContactPoint }
  | { readonly kind: 'unknown' };

/** Finds the point of a scene; a forged or mistyped one is unknown. */
export function createFindPoint(store: Pick<ContactPointStore, 'find'>) {
  return async function findPoint(scene: string): Promise<FoundPoint> {
    const named = readScene(scene);
    const point = named && (await store.find(named.id));
    if (point === undefined || point.check !== named?.check) return { kind: 'unknown' };
    return { kind: point.state === 'active' ? 'open' : 'closed', point };
  };
}
