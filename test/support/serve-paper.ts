import { createDocumentStore, type Database } from '../../platform/mongo/index.ts';
import { createSecrets } from '../../platform/seal/index.ts';
import type { OfficialDocument } from '../../tickets/index.ts';
import { buildServedDocument, buildServing } from './build-hearing.ts';

/** Lays a paper in the database as the bureau leaves it once it was issued and served on its units. */
export async function servePaper(
  database: Database,
  paper: Partial<OfficialDocument> & Pick<OfficialDocument, 'id' | 'units'>,
): Promise<void> {
  const servedAt = new Date();
  const document = buildServedDocument({
    kind: 'supervision_notice',
    title: '行政执法监督通知书',
    verifyCode: `check-${paper.id}`,
    servings: paper.units.map(({ unitId, name }, index) =>
      buildServing(unitId, {
        id: `${paper.id}-s${index + 1}`,
        to: { kind: 'unit', unitId, name },
        servedAt,
      }),
    ),
    ...paper,
  });
  const { digests } = createSecrets([Buffer.alloc(32, 1)]);
  await createDocumentStore(database, digests).insert(document);
}
