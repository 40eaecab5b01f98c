import type Router from '@koa/router';
import {
  createLimitUploads,
  type HttpState,
  type Identify,
  parseRequestPart,
  readUpload,
} from '../../platform/http/index.ts';
import {
  compareDays,
  layOver,
  mergeDays,
  readCalendar,
  type ReadCalendar,
} from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { createKeepCalendar } from '../keep-calendar.ts';
import { canEditCalendar } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { CalendarImportQuerySchema, type CalendarImportView } from './calendar.schema.ts';
import { sendSheet } from './send-sheet.ts';

const path = '/api/admin/calendar';
const mostListed = 200;
const nothing: ReadCalendar = { days: [], faults: [], isUnreadable: true };

/** What is not JSON: a calendar in, and an empty table to fill in. */
export function mountCalendarFiles(
  router: Router<HttpState>,
  ports: AdminPorts,
  identify: Identify,
): void {
  const { calendar, points, sheets } = ports;
  const { calendars, previewMoves } = calendar;
  const keep = createKeepCalendar(ports);
  const say = (key: string): string => ports.render({ key }, 'zh-CN').text;

  async function read(name: string, bytes: Uint8Array): Promise<ReadCalendar> {
    const text = new TextDecoder().decode(bytes);
    if (/^\uFEFF?\s*(?:[[{]|BEGIN:VCALENDAR)/.test(text))
      return readCalendar({ kind: 'text', text });
    const { content } = (await points.readFile(name, bytes)).sources[0] ?? {};
    return content?.kind === 'rows' ? readCalendar(content) : nothing;
  }

  router.get(`${path}/template`, async (ctx) => {
    authorise(await identify(ctx), canEditCalendar);
    await sendSheet(ctx, sheets, say('deadline.calendar.file'), [
      ['from', 'to', 'kind', 'name'].map((column) => say(`deadline.calendar.column.${column}`)),
      ['2027-01-01', '2027-01-03', say('deadline.calendar.off'), say('deadline.calendar.example')],
    ]);
  });

  router.post(`${path}/import`, createLimitUploads(), async (ctx) => {
    const caller = await identify(ctx);
    authorise(caller, canEditCalendar);
    const { trial, version, reason } = parseRequestPart(
      'query',
      CalendarImportQuerySchema,
      ctx.query,
    );
    const { name, bytes } = await readUpload(ctx);
    ctx.set('Cache-Control', 'no-store');
    await calendars.refresh();
    const found = await read(name, bytes);
    const { version: current = 0, days: known = [] } = calendars.newest() ?? {};
    const days = mergeDays(known, found.days);
    const table = layOver(calendars.shipped, days);
    const changes = compareDays(calendars.table, table, days);
    const view: CalendarImportView = {
      version: current,
      holidays: found.days.filter(({ isWorking }) => !isWorking).length,
      workdays: found.days.filter(({ isWorking }) => isWorking).length,
      publishedUntil: table.publishedUntil,
      changes: changes.slice(0, mostListed),
      changeCount: changes.length,
      moves: await previewMoves(table),
      faults: [...found.faults],
      ...(found.isUnreadable && { refused: 'unreadable' }),
    };
    if (trial === undefined && found.days.length > 0) {
      const { accountId } = expectStaff(caller);
      await keep({ version, days, reason: reason || name, accountId });
    }
    ctx.body = view;
  });
}
