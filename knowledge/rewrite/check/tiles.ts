/** A run of characters: copied from the passages, or (`isCopied` false) the model's own. */
export type Tile = { readonly text: string; readonly isCopied: boolean };

/** Shorter agreement is chance. */
const shortestTile = 2;

/** Cuts a clause, from the left, into the longest runs that the basis has and what lies between them. */
export function listTiles(clause: string, basis: string): readonly Tile[] {
  const characters = Array.from(clause);
  const tiles: Tile[] = [];
  let own = '';
  for (let at = 0; at < characters.length;) {
    const length = measureCopied(characters, at, basis);
    if (length < shortestTile) {
      own += characters[at] ?? '';
      at += 1;
      continue;
    }
    if (own !== '') tiles.push({ text: own, isCopied: false });
    own = '';
    tiles.push({ text: characters.slice(at, at + length).join(''), isCopied: true });
    at += length;
  }
  if (own !== '') tiles.push({ text: own, isCopied: false });
  return tiles;
}

function measureCopied(characters: readonly string[], from: number, basis: string): number {
  let run = '';
  let length = 0;
  for (const character of characters.slice(from)) {
    run += character;
    if (!basis.includes(run)) break;
    length += 1;
  }
  return length;
}
