import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';

type SettingDocument = {
  /** The setting's name. */
  readonly _id: string;
  readonly v: number;
  readonly value: unknown;
};

export const settingCollection = defineCollection<SettingDocument>('settings', {
  value: { ...anything, required: true },
});

/** What the service learns by itself and must remember. Values are parsed by who reads them. */
export type Settings = {
  readonly get: (name: string) => Promise<unknown>;
  readonly set: (name: string, value: unknown) => Promise<void>;
  /** Stores the value if there is none yet; returns the one that stands. */
  readonly learn: (name: string, value: unknown) => Promise<unknown>;
};

export function createSettings(database: Database): Settings {
  const collection = openCollection(database, settingCollection);
  return {
    async get(name) {
      const document = await collection.findOne({ _id: { $eq: name } });
      return document?.value;
    },
    async set(name, value) {
      await collection.updateOne(
        { _id: { $eq: name } },
        { $set: { value }, $setOnInsert: { v: 1 } },
        { upsert: true },
      );
    },
    async learn(name, value) {
      const document = await collection.findOneAndUpdate(
        { _id: { $eq: name } },
        { $setOnInsert: { v: 1, value } },
        { upsert: true, returnDocument: 'after' },
      );
      return document?.value;
    },
  };
}
