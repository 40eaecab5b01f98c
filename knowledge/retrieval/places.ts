import { mostInSegment, type Segment } from './segment.ts';

/** Where each living document stands, and which places are dead. Part numbers count segments; the overlay is the next. */
export type Places = {
  readonly note: (id: string, part: number, document: number) => void;
  /** False when there was no such document. */
  readonly drop: (id: string) => boolean;
  readonly has: (id: string) => boolean;
  readonly count: () => number;
  /** 1 for each dead document of a part. */
  readonly listDead: (part: number) => Uint8Array;
};

export function createPlaces(
  parts: readonly { readonly segment: Segment; readonly dead: Uint8Array }[],
): Places {
  const placeOf = new Map<string, number>();
  const dead = parts.map((part) => part.dead.slice());
  const listDead = (part: number): Uint8Array => (dead[part] ??= new Uint8Array(mostInSegment));
  parts.forEach(({ segment }, part) => {
    segment.facts.ids.forEach((id, document) => {
      if (listDead(part)[document] !== 1) placeOf.set(id, part * mostInSegment + document);
    });
  });
  return {
    note: (id, part, document) => void placeOf.set(id, part * mostInSegment + document),
    drop(id) {
      const place = placeOf.get(id);
      if (place === undefined) return false;
      listDead(Math.floor(place / mostInSegment))[place % mostInSegment] = 1;
      return placeOf.delete(id);
    },
    has: (id) => placeOf.has(id),
    count: () => placeOf.size,
    listDead,
  };
}
