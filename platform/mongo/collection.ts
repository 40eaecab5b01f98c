import {
  Schema,
  type IndexDefinition,
  type IndexOptions,
  type SchemaDefinition,
  type SchemaDefinitionProperty,
  type mongo,
} from 'mongoose';
import { openNative, type Database } from './connect.ts';

/** What every document carries: its key and the version of its shape. */
export type Stored = { readonly _id: string | number; readonly v: number };

/** A collection's name, the shape of its documents and its indexes: the single source for both ways in. */
export type Collection<Doc extends Stored> = {
  readonly name: string;
  readonly schema: Schema;
  /** Never set: lets the type of the documents travel with the declaration. */
  readonly document?: Doc;
};

type Fields<Doc> = {
  readonly [Name in Exclude<keyof Doc, keyof Stored>]-?: SchemaDefinitionProperty;
};

/** Declares a collection: every field of `Doc`, and no other, which are refused in documents and filters. */
export function defineCollection<Doc extends Stored>(
  name: string,
  fields: Fields<Doc>,
  indexes: readonly (readonly [keys: IndexDefinition, options?: IndexOptions])[] = [],
  key: typeof String | typeof Number = String,
): Collection<Doc> {
  const definition: SchemaDefinition = {
    _id: { type: key, required: true },
    v: { type: Number, required: true },
    ...fields,
  };
  const schema = new Schema(definition, {
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    id: false,
  });
  for (const [keys, options] of indexes) schema.index(keys, options);
  return { name, schema };
}

/** The collection through mongoose, which casts and validates. */
export function openModel({ connection }: Database, { name, schema }: Collection<Stored>) {
  if (connection.models[name] === undefined) connection.model(name, schema, name);
  const model = connection.models[name];
  if (model === undefined) throw new Error(`no model ${name}`);
  return model;
}

/** The same collection through the driver, for the walk of a message, where mongoose's casting costs too much. */
export function openCollection<Doc extends Stored>(
  database: Database,
  { name }: Pick<Collection<Doc>, 'name' | 'document'>,
): mongo.Collection<Doc> {
  return openNative(database.connection).collection<Doc>(name);
}

/** Fields of any shape: the type that names them is checked where they come in. */
export const anything = { type: Schema.Types.Mixed };
