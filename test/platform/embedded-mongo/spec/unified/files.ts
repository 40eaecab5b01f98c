import { readdirSync } from 'node:fs';
import { EJSON } from 'bson';
import { readSharedData } from '../../../../support/shared-data.ts';
import { asDoc, asList, type Doc } from './shapes.ts';

const FOLDERS = ['crud', 'run-command', 'collection-management', 'index-management'];
const ROOT = new URL('../../../../../../shared/data/mongodb-spec/', import.meta.url);

/** One test of the unified test format, with the file that it stands in. */
export interface SpecTest {
  /** Folder, file and description: unique, and what the checked-in lists name. */
  readonly key: string;
  readonly file: Doc;
  readonly test: Doc;
}

/** What the server says of itself, for a test's `runOnRequirements`. */
export interface Deployment {
  readonly version: string;
  readonly topology: string;
}

/** Reads all tests; undefined where the study data is missing. */
export function readSpecTests(): SpecTest[] | undefined {
  if (readSharedData('mongodb-spec/crud/find.json') === undefined) return undefined;
  return FOLDERS.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, ROOT))
      .toSorted()
      .flatMap((name) => {
        const file = asDoc(EJSON.parse(readSharedData(`mongodb-spec/${folder}/${name}`) ?? '{}'));
        return asList(file['tests']).map((one) => {
          const test = asDoc(one);
          return { key: `${folder}/${name}: ${String(test['description'])}`, file, test };
        });
      }),
  );
}

/** True when the test may run on such a deployment: any one of its requirements is met. */
export function mayRun({ file, test }: SpecTest, deployment: Deployment): boolean {
  if (test['skipReason'] !== undefined) return false;
  return [file, test].every((holder) => {
    const requirements = holder['runOnRequirements'];
    return (
      requirements === undefined ||
      asList(requirements).some((one) => meets(asDoc(one), deployment))
    );
  });
}

function meets(requirement: Doc, { version, topology }: Deployment): boolean {
  const { minServerVersion = '0', maxServerVersion = '999', topologies, auth } = requirement;
  return (
    compareVersions(version, String(minServerVersion)) >= 0 &&
    compareVersions(version, String(maxServerVersion)) <= 0 &&
    (topologies === undefined || asList(topologies).includes(topology)) &&
    auth !== true
  );
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const order = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
