import { fold } from '../platform/fold/index.ts';
import { readOptions } from './options.ts';
import { readAsWeDo, readPlainly, type Reader } from './slots/readers.ts';
import { slots, readTold, type Slot, type Told } from './slots/told.ts';
import { readToldKinds } from './sorting/data.ts';

/**
 * How well free text fills the slots, beside plain expressions: on invented tellings with labels, every second of them
 * kept back, and the kind on real messages: `npx tsx bench/slots.ts [--data DIR] [--json]`. `FAULTS=1` lists the faults
 * of the part that is not kept back.
 */
type Count = { readonly told: number; readonly filled: number; readonly right: number };

const tellings = readTold();
const open = tellings.filter(({ isKeptBack }) => !isKeptBack);
const keptBack = tellings.filter(({ isKeptBack }) => isKeptBack);

/** Letters alone count: marks at the edges and the script are no fault. */
const toCore = (words = ''): string => fold(words).replaceAll(/[^\p{L}\p{N}]/gu, '');

function count(slot: Slot, parts: readonly Told[], read: Reader): Count {
  const pairs = parts.map((told) => [toCore(told.slots[slot]), toCore(read(told.text)[slot])]);
  return {
    told: pairs.filter(([told]) => told !== '').length,
    filled: pairs.filter(([, found]) => found !== '').length,
    right: pairs.filter(([told, found]) => told !== '' && told === found).length,
  };
}

function toPercent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)}`;
}

/** Right of what was filled, and right of what was told. */
function show({ told, filled, right }: Count): string {
  return `${toPercent(right, filled)} / ${toPercent(right, told)}`.padStart(11);
}

function listFaults(): void {
  for (const told of open) {
    const found = readAsWeDo(told.text);
    for (const slot of slots) {
      const [wanted = '', got = ''] = [told.slots[slot], found[slot]];
      if (toCore(wanted) !== toCore(got))
        console.log(`${slot}: 〔${wanted}〕 〔${got}〕 ${told.text}`);
    }
  }
}

const kindNames = new Map([
  ['complaint', '投诉举报'],
  ['suggestion', '建议'],
  ['consultation', '咨询'],
]);

/** On real messages: right of those in which a kind was recognised, and how many those are. */
function judgeKinds(data: string, read: Reader) {
  const rows = readToldKinds(data);
  const guesses = rows.map(({ text, label }) => ({ label, kind: read(text).kind }));
  const said = guesses.filter(({ kind }) => kind !== undefined);
  const right = said.filter(({ kind = '', label }) => kindNames.get(kind) === label);
  return { told: rows.length, filled: said.length, right: right.length };
}

const { data, json } = readOptions();
if (process.env['FAULTS'] === '1') listFaults();
console.log(`${tellings.length} invented tellings; right of filled / right of told, in percent`);
console.log(`slot       told        ours  kept back   plainly   kept back`);
const sums = slots.map((slot) => {
  const [ours, back] = [count(slot, open, readAsWeDo), count(slot, keptBack, readAsWeDo)];
  const [plain, plainBack] = [count(slot, open, readPlainly), count(slot, keptBack, readPlainly)];
  const told = String(ours.told + back.told).padStart(5);
  console.log(
    `${slot.padEnd(10)}${told} ${show(ours)}${show(back)}${show(plain)}${show(plainBack)}`,
  );
  return [slot, { ours, back, plain, plainBack }];
});
const kinds = { ours: judgeKinds(data, readAsWeDo), plain: judgeKinds(data, readPlainly) };
console.log(
  `kind on ${kinds.ours.told} real messages: ours ${show(kinds.ours)}, plainly ${show(kinds.plain)}`,
);
if (json) console.log(JSON.stringify({ slots: Object.fromEntries(sums), kinds }));
