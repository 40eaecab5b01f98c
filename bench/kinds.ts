import { createHash } from 'node:crypto';
import { guessKind, spotKind, type KindGuess } from '../handlers/spot/index.ts';
import { fold } from '../platform/fold/index.ts';
import { readOptions } from './options.ts';
import { readToldKinds, type Row } from './sorting/data.ts';

/**
 * What real messages are taken for before anybody confirms it, by halves: the rules were written on the one and are
 * judged on the other. `npx tsx bench/kinds.ts [--data DIR] [--json]`; `FAULTS=1` lists what was taken wrongly of the
 * half that the rules were written on.
 */
const kindOf: Readonly<Record<string, KindGuess['kind']>> = {
  投诉举报: 'complaint',
  建议: 'suggestion',
  咨询: 'consultation',
};

type Judged = {
  readonly row: Row;
  readonly said: KindGuess['kind'] | undefined;
  readonly guess: KindGuess;
  readonly isSaidRight: boolean;
  readonly isGuessRight: boolean;
};

function judge(row: Row): Judged {
  const named = spotKind(row.text, fold);
  // A question that is named as one is weighed like the others.
  const said = named === 'consultation' ? undefined : named;
  const guess = guessKind(row.text, fold);
  const truth = kindOf[row.label];
  return { row, said, guess, isSaidRight: said === truth, isGuessRight: guess.kind === truth };
}

const isTuned = ({ row }: Judged): boolean =>
  (createHash('sha256').update(row.personId).digest()[0] ?? 0) % 2 === 0;

const isRight = ({ said, isSaidRight, isGuessRight }: Judged): boolean =>
  said === undefined ? isGuessRight : isSaidRight;

function sum(part: readonly Judged[]) {
  const said = part.filter((one) => one.said !== undefined);
  const taken = part.filter((one) => one.said !== undefined || one.guess.isSure);
  const asked = part.filter((one) => !taken.includes(one));
  const rate = (some: readonly Judged[], right: (one: Judged) => boolean): number =>
    some.length === 0 ? 1 : some.filter(right).length / some.length;
  const ofKind = (kind: KindGuess['kind']) => {
    const some = taken.filter((one) => (one.said ?? one.guess.kind) === kind);
    return { taken: some.length, right: rate(some, isRight) };
  };
  return {
    messages: part.length,
    said: { share: said.length / part.length, right: rate(said, isRight) },
    taken: { share: taken.length / part.length, right: rate(taken, isRight) },
    offeredFirst: { share: asked.length / part.length, right: rate(asked, isRight) },
    complaint: ofKind('complaint'),
    suggestion: ofKind('suggestion'),
    consultation: ofKind('consultation'),
  };
}

const { data, json } = readOptions();
const judged = readToldKinds(data).map(judge);
const halves = {
  written: sum(judged.filter(isTuned)),
  untouched: sum(judged.filter((one) => !isTuned(one))),
};
if (process.env['FAULTS'] === '1') {
  const faults = judged.filter((one) => isTuned(one) && one.guess.isSure && !isRight(one));
  for (const { row, guess } of faults) console.log(`${row.label} → ${guess.kind}: ${row.text}`);
}
const show = ({ share, right }: { readonly share: number; readonly right: number }): string =>
  `${(100 * share).toFixed(1)} % (right ${right.toFixed(3)})`;
for (const [name, half] of Object.entries(halves)) {
  console.log(`${name} half, ${half.messages} messages`);
  console.log(`  says its kind        ${show(half.said)}`);
  console.log(`  taken without asking ${show(half.taken)}`);
  console.log(`  guess offered first  ${show(half.offeredFirst)}`);
  for (const kind of ['complaint', 'suggestion', 'consultation'] as const) {
    console.log(
      `  taken as ${kind.padEnd(12)}${half[kind].taken}, right ${half[kind].right.toFixed(3)}`,
    );
  }
}
if (json) console.log(JSON.stringify(halves));
