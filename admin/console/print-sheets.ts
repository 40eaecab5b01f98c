import type { PointView } from '../routes/contact-points.schema.ts';
import { call } from './api.ts';
import { save } from './save-file.ts';

type Opened = { readonly point: PointView; readonly refused: readonly string[] };

/** Has missing codes made where one may, downloads the sheets, and names the points that stayed without. Throws ApiError. */
export async function printSheets(
  points: readonly PointView[],
  mayKeep: boolean,
): Promise<readonly PointView[]> {
  const withoutCode: PointView[] = [];
  for (const point of points) {
    if (point.missingWays.length === 0) continue;
    const refused = mayKeep
      ? (await call<Opened>('POST', `/contact-points/${point.id}/ways`)).refused
      : point.missingWays;
    if (refused.length > 0) withoutCode.push(point);
  }
  const ids = points.map(({ id }) => id).join();
  await save(`/api/admin/contact-points/sheet?ids=${ids}`);
  return withoutCode;
}
