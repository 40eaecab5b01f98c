import { createPoint, type ContactPoint, type PointFacts } from '../people/index.ts';
import { HttpError } from '../platform/http/index.ts';
import type { AdminPorts } from './ports.ts';

type Ports = Pick<AdminPorts, 'points' | 'audit' | 'now'>;

/** Changes what a point is; who did it is recorded first. */
export function createKeepPoints({ points, audit, now }: Ports) {
  const { store, randomInt } = points;

  function record(accountId: string, action: string, object: string): Promise<void> {
    return audit.record({ at: now(), accountId, action: `contact_point.${action}`, object });
  }

  /** Draws ids until one is free. */
  async function insert(facts: PointFacts): Promise<ContactPoint> {
    for (;;) {
      const point = createPoint(facts, randomInt, now());
      if (await store.insert(point)) return point;
    }
  }

  async function findAt(id: string, version: number): Promise<ContactPoint> {
    const point = await store.find(id);
    if (point === undefined) throw new HttpError('not_found');
    if (point.version !== version) throw new HttpError('version_conflict');
    return point;
  }

  async function save(point: ContactPoint): Promise<ContactPoint> {
    const saved = await store.save(point);
    if (saved === undefined) throw new HttpError('version_conflict');
    return saved;
  }

  async function requireFree(facts: PointFacts, but?: string): Promise<void> {
    const isSame = ({ id, name, township }: ContactPoint): boolean =>
      id !== but && name === facts.name && township === facts.township;
    if ((await store.list()).some(isSame)) throw new HttpError('contact_point_taken');
  }

  return {
    record,
    async add(accountId: string, facts: PointFacts): Promise<ContactPoint> {
      await requireFree(facts);
      await record(accountId, 'add', facts.kind);
      return insert(facts);
    },
    /** Adds what a sheet held; a repeat finds them there. */
    async addAll(accountId: string, all: readonly PointFacts[]): Promise<void> {
      await record(accountId, 'import', String(all.length));
      for (const facts of all) await insert(facts);
    },
    async edit(accountId: string, id: string, version: number, facts: PointFacts) {
      const point = await findAt(id, version);
      await requireFree(facts, id);
      await record(accountId, 'edit', id);
      return save({ ...point, ...facts });
    },
    async setState(
      accountId: string,
      id: string,
      version: number,
      state: ContactPoint['state'],
    ): Promise<ContactPoint> {
      const point = await findAt(id, version);
      await record(accountId, state === 'closed' ? 'close' : 'reopen', id);
      return save({ ...point, state });
    },
  };
}
