import { randomInt } from 'node:crypto';
import type { PointDesk } from '../../admin/index.ts';
import {
  createFindPoint,
  pointWays,
  toScene,
  type ContactPoint,
  type PointWay,
} from '../../people/index.ts';
import { isBlank } from '../../knowledge/index.ts';
import { createPrintSheets } from '../../platform/documents/index.ts';
import { describeError } from '../../platform/log.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import type { House } from './house.ts';

/** Asks a platform for the address that a permanent code for the scene holds. Throws ChannelError. */
type MakeCode = (scene: string) => Promise<string>;

/** The row that says who the bureau is. */
const bureauRow = 'places-bureau';

export type HousePoints = ReturnType<typeof openPoints>;

/** Contact points: what a scene leads to, what people did there, their codes and sheets. */
export function openPoints(house: House) {
  const { config, database, tables, translate, log } = house;
  const store = mongo.createContactPointStore(database);
  const visits = mongo.createPointVisitStore(database);
  const ways = new Map<PointWay, MakeCode>();
  const print = createPrintSheets({ createPdf: house.printer.createPdf, translate });

  /** The first way that the bureau and the point have; what a scanner without WeChat opens is the last. */
  const toUrls: PointDesk['toUrls'] = (point) => {
    const chat = `${config.publicUrl}/chat?p=${encodeURIComponent(toScene(point))}`;
    const way = pointWays.find((name) => ways.has(name) && point.ways[name] !== undefined);
    const url = way && point.ways[way];
    return {
      main: way === undefined || url === undefined ? { way: 'web-chat', url: chat } : { way, url },
      chat,
    };
  };

  const openWays: PointDesk['openWays'] = async (id) => {
    const refused: PointWay[] = [];
    const made: Partial<Record<PointWay, string>> = {};
    const known = await expectPoint(id);
    for (const [way, makeCode] of ways) {
      if (known.ways[way] !== undefined) continue;
      try {
        made[way] = await makeCode(toScene(known));
      } catch (error) {
        log.warn({ ...describeError(error), way }, 'no code for a contact point');
        refused.push(way);
      }
    }
    const current = await expectPoint(id);
    const opened = { ...current, ways: { ...made, ...current.ways } };
    return { point: (await store.save(opened)) ?? (await expectPoint(id)), refused };
  };

  async function expectPoint(id: string): Promise<ContactPoint> {
    const point = await store.find(id);
    if (point === undefined) throw new Error('a contact point is gone');
    return point;
  }

  async function printSheets(points: readonly ContactPoint[]): Promise<Uint8Array> {
    const bureau = await tables.find(bureauRow);
    const { place = '', phone = '' }: Readonly<Partial<Record<string, string>>> =
      bureau?.facts ?? {};
    return print(
      points.map((point) => {
        const { main, chat } = toUrls(point);
        return {
          pointName: point.name,
          township: point.township,
          bureauName: isBlank(place) ? translate('sheet.bureau', 'zh-CN') : place,
          ...(!isBlank(phone) && { phone }),
          main,
          ...(main.way !== 'web-chat' && { other: chat }),
        };
      }),
    );
  }

  const desk: PointDesk = {
    store,
    count: visits.count,
    randomInt: (maxExclusive) => randomInt(maxExclusive),
    listWays: () => [...ways.keys()],
    openWays,
    toUrls,
    printSheets,
    readFile: createReadFile(),
  };
  return { find: createFindPoint(store), record: visits.record, ways, desk };
}
