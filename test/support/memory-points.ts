import {
  createFindPoint,
  createPoint,
  type ContactPoint,
  type PointFacts,
  type PointVisit,
} from '../../people/index.ts';

/** Contact points and what happened at them, in maps. */
export function createMemoryPoints() {
  const byId = new Map<string, ContactPoint>();
  const visits = new Map<string, PointVisit>();
  let drawn = 0;
  return {
    find: createFindPoint({ find: async (id) => byId.get(id) }),
    record: async (visit: PointVisit) => {
      if (!visits.has(visit.key)) visits.set(visit.key, visit);
    },
    acts: () => [...visits.values()].map(({ act }) => act),
    close: (point: ContactPoint) => byId.set(point.id, { ...point, state: 'closed' }),
    /** A point as staff made it. */
    add(facts: Partial<PointFacts> = {}): ContactPoint {
      const draw = (max: number) => (drawn += 7) % max;
      const point = createPoint({ ...buildPointFacts(), ...facts }, draw, new Date(0));
      byId.set(point.id, point);
      return point;
    },
  };
}

export function buildPointFacts(): PointFacts {
  return {
    name: '柳湾社区',
    kind: 'community',
    township: '清河街道',
    place: '柳湾路 8 号便民大厅',
    keeper: '社区值班室',
  };
}
