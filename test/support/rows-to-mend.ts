import { createReadFile } from '../../platform/read-files/index.ts';
import type { ImportClerk } from './import-clerk.ts';

/** The file of rows that an import did not take: its own columns as CSV rows, and which cells it names. */
export async function readRowsToMend(clerk: ImportClerk, id: string, ownColumns: number) {
  const answer = await clerk.staff.download(`/ticket-imports/${id}/errors`);
  if (answer.status !== 200) throw new Error(`the rows to mend answered ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const [source] = (await createReadFile()('mend.xlsx', bytes)).sources;
  const [headings = [], ...rows] = source?.content.kind === 'rows' ? source.content.rows : [];
  const cells = rows.flatMap((row) => {
    const [number = '', columns = ''] = row.slice(ownColumns);
    return columns.split('\n').map((heading) => ({ row: Number(number), heading }));
  });
  return { headings, rows, cells };
}
