import type { House } from './house.ts';
import { isAsWanted, type createLook, type Looks } from './look.ts';
import { fillNames, type Names } from './match-words.ts';
import { TranscriptError, type Deed, type Line, type Want } from './script.ts';
import type { createStaff } from './staff.ts';

type Ports = {
  readonly look: Awaited<ReturnType<typeof createLook>>;
  readonly house: House;
  readonly names: Names;
  readonly staff: ReturnType<typeof createStaff>;
  readonly personIds: ReadonlyMap<string, string>;
};
type Expectation = Extract<Deed, { kind: 'expect' }>;

/** Looks at a ticket, at what waits to be told or was told, and at where a conversation stands. */
export function createExpect({ look, names, staff, personIds }: Ports) {
  let last = '';

  function findPersonId(name: string): string {
    const personId = personIds.get(name === '' ? last : name);
    if (personId === undefined) throw new Error(`${name} has not written yet`);
    return personId;
  }

  async function listLooks({ subject, of, count }: Expectation): Promise<readonly Looks[]> {
    if (subject === 'state') return [await look.lookAtState(findPersonId(of))];
    if (subject === 'outbox') return look.lookAtOutbox(findPersonId(of));
    const number = fillNames(of, names);
    if (number !== '') return [await look.lookAtTicket(number)];
    if (count === undefined) throw new Error('which ticket?');
    const client = await staff.openClient();
    return Promise.all((await client.listAllNumbers()).map(look.lookAtTicket));
  }

  return {
    /** Who spoke last: whom an expectation without a name is about. */
    noteLast: (person: string): void => void (last = person),
    async check(line: Line, expectation: Expectation): Promise<void> {
      const wants = expectation.wants.map((want) => ({
        ...want,
        value: fillNames(want.value, names),
      }));
      const looks = await listLooks(expectation);
      const fitting = looks.filter((one) => wants.every((want) => isAsWanted(one, want)));
      const { count } = expectation;
      const isRight = count === undefined ? fitting.length > 0 : fitting.length === count;
      if (!isRight) throw new TranscriptError(line, describe(looks, wants, fitting.length));
    },
  };
}

function describe(looks: readonly Looks[], wants: readonly Want[], count: number): string {
  const names = wants.length === 0 ? ['话', '状态'] : wants.map(({ name }) => name);
  const got = looks.map((one) =>
    [...new Set(names)].map((name) => `${name}=${one[name] ?? '没有'}`).join(' '),
  );
  return `  got ${count} of ${looks.length} like this; there are:\n    ${got.join('\n    ')}`;
}
