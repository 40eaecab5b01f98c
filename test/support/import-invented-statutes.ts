import {
  importStatutes,
  knownDates,
  knownEnds,
  type StatuteSource,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { connectDatabase, createStatuteStore } from '../../platform/mongo/index.ts';
import { numberArticles, buildStatute } from './build-statute-source.ts';

const statutes = 40;
const articlesEach = 220;

/** Invented statutes, every other one the newer version of the one before. */
function* listInvented(): Generator<StatuteSource> {
  for (let at = 0; at < statutes; at += 1) {
    const year = 2010 + (at % 2);
    const texts = Array.from({ length: articlesEach }, (_, index) => {
      return `看第${index + 1}座桥的人，每天走${year - 2009}遍。`;
    });
    yield buildStatute({
      title: `第${Math.floor(at / 2)}桥照看法`,
      adoptedOn: { day: `${year}-03-04`, source: '通过' },
      preamble: `2010年3月4日 议会通过${year === 2010 ? '' : ' 2011年3月4日 议会修订'}`,
      articles: numberArticles([...texts, `本法自${year}年6月1日起施行。`]),
    });
  }
}

/** Imports the invented statutes at a fixed time, so that two imports can be compared byte by byte. */
export async function importInvented(
  uri: string,
  dbName: string,
  onProgress: () => void,
): Promise<void> {
  const database = await connectDatabase(uri, { dbName });
  const store = createStatuteStore(database, () => new Date('2026-03-02T02:00:00Z'));
  const options = { knownDates, knownEnds, checkedThrough: '2025-04-19', fold, onProgress };
  await importStatutes({ store }, listInvented(), options);
  await database.close();
}

const [uri, dbName] = process.argv.slice(2);
if (process.argv[1]?.endsWith('import-invented-statutes.ts') === true && uri !== undefined) {
  await importInvented(uri, dbName ?? '', () => process.stdout.write('.'));
}
