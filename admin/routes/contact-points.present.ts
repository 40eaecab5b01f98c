import type { ContactPoint } from '../../people/index.ts';
import type { PointDesk } from '../point-desk.ts';
import type { PointView } from './contact-points.schema.ts';

/** Shows a point without its check, which is in its addresses only. */
export function presentPoint(
  point: ContactPoint,
  { toUrls, listWays }: Pick<PointDesk, 'toUrls' | 'listWays'>,
): PointView {
  const { id, version, name, kind, township, place, keeper, state, createdAt } = point;
  const { main, chat } = toUrls(point);
  return {
    id,
    version,
    name,
    kind,
    township,
    place,
    keeper,
    state,
    mainUrl: main.url,
    chatUrl: chat,
    missingWays: listWays().filter((way) => point.ways[way] === undefined),
    createdAt: createdAt.toISOString(),
  };
}
