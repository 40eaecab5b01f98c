import type {
  ContactPoint,
  ContactPointStore,
  PointCount,
  PointVisit,
  PointVisitStore,
} from '../../people/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type PointDocument = Omit<ContactPoint, 'id'> & { readonly _id: string; readonly v: number };

const text = { type: String, required: true };

export const contactPointCollection = defineCollection<PointDocument>('contact_points', {
  version: { type: Number, required: true },
  check: text,
  name: text,
  kind: text,
  place: text,
  township: text,
  keeper: String,
  state: text,
  ways: { ...anything, required: true },
  createdAt: { type: Date, required: true },
});

export function createContactPointStore(database: Database): ContactPointStore {
  const points = openDocuments(database, contactPointCollection);
  return {
    insert: (point) => points.insert(toDocument(point)),
    async find(id) {
      const document = await points.find(id);
      return document && toPoint(document);
    },
    async save(point) {
      const next = { ...point, version: point.version + 1 };
      const seen = { _id: { $eq: point.id }, version: { $eq: point.version } };
      return (await points.replace(seen, toDocument(next))) ? next : undefined;
    },
    async list() {
      return (await points.list({}, { sort: { township: 1, name: 1 } })).map(toPoint);
    },
  };
}

function toDocument({ id, ...point }: ContactPoint): PointDocument {
  return { _id: id, v: 1, ...point };
}

function toPoint({ _id, v, ...point }: PointDocument): ContactPoint {
  return { id: _id, ...point };
}

type VisitDocument = Omit<PointVisit, 'key'> & { readonly _id: string; readonly v: number };

export const pointVisitCollection = defineCollection<VisitDocument>(
  'contact_point_visits',
  { pointId: text, act: text, month: text },
  [[{ month: 1, pointId: 1, act: 1 }]],
);

export function createPointVisitStore(database: Database): PointVisitStore {
  const visits = openDocuments(database, pointVisitCollection);
  const native = openCollection(database, pointVisitCollection);
  return {
    async record({ key, ...visit }) {
      await visits.insert({ _id: key, v: 1, ...visit });
    },
    async count(from) {
      const group = { pointId: '$pointId', act: '$act', month: '$month' };
      const counted = await native
        .aggregate<{ readonly _id: Omit<PointCount, 'count'>; readonly count: number }>([
          { $match: { month: { $gte: from } } },
          { $group: { _id: group, count: { $sum: 1 } } },
        ])
        .toArray();
      return counted.map(({ _id, count }) => ({ ..._id, count }));
    },
  };
}
