import type { PointDesk } from '../../admin/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import {
  createFindPoint,
  createPoint,
  toScene,
  type ContactPoint,
  type PointFacts,
  type PointVisit,
} from '../../people/index.ts';

/** Contact points and what happened at them, in maps. */
export function createMemoryPoints() {
  const byId = new Map<string, ContactPoint>();
  const visits = new Map<string, PointVisit>();
  const draw = createDraw();
  return {
    find: createFindPoint({ find: async (id) => byId.get(id) }),
    record: async (visit: PointVisit) => {
      if (!visits.has(visit.key)) visits.set(visit.key, visit);
    },
    acts: () => [...visits.values()].map(({ act }) => act),
    close: (point: ContactPoint) => byId.set(point.id, { ...point, state: 'closed' }),
    /** A point as staff made it. */
    add(facts: Partial<PointFacts> = {}): ContactPoint {
      const point = createPoint({ ...buildPointFacts(), ...facts }, draw, new Date(0));
      byId.set(point.id, point);
      return point;
    },
  };
}

/** Numbers in place of random ones. */
function createDraw(): (max: number) => number {
  let drawn = 0;
  return (max) => (drawn += 7) % max;
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

/** The desk's contact points over maps; a sheet is its points' names, and the platform gives no codes. */
export function createMemoryPointDesk(): PointDesk {
  const byId = new Map<string, ContactPoint>();
  return {
    store: {
      insert: async (point) => !byId.has(point.id) && byId.set(point.id, point) !== undefined,
      find: async (id) => byId.get(id),
      async save(point) {
        if (byId.get(point.id)?.version !== point.version) return undefined;
        const next = { ...point, version: point.version + 1 };
        byId.set(point.id, next);
        return next;
      },
      list: async () => [...byId.values()],
    },
    count: async (month) =>
      [...byId.keys()].map((pointId) => ({ pointId, act: 'scan', month, count: 3 })),
    randomInt: createDraw(),
    listWays: () => ['official-account'],
    async openWays(id) {
      const point = byId.get(id);
      if (point === undefined) throw new Error('no such point');
      return { point, refused: ['official-account'] };
    },
    toUrls(point) {
      const chat = `https://duxin.example/chat?p=${toScene(point)}`;
      return { main: { way: 'web-chat', url: chat }, chat };
    },
    printSheets: async (points) => Buffer.from(points.map(({ name }) => name).join()),
    readFile: createReadFile(),
  };
}
