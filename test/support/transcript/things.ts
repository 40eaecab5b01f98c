import { buildPaper } from '../build-paper.ts';

/** A file as somebody sends it. */
export type Thing = { readonly bytes: Buffer; readonly mimeType: string; readonly name: string };

const shots = {
  '': { seed: 1 },
  清楚: { seed: 2 },
  另一张: { seed: 3 },
  模糊: { seed: 4, blur: 9 },
  太暗: { seed: 5, light: 0.12 },
  缺边: { seed: 6, cut: { side: 'right', share: 0.35 } },
} as const;

const drawn = new Map<string, Promise<Buffer>>();

/** A photograph of a paper: 清楚, 另一张, 模糊, 太暗 or 缺边. Drawn once in a run. */
export async function findPhoto(how: string): Promise<Thing> {
  const shot = Object.entries(shots).find(([name]) => name === how)?.[1];
  if (shot === undefined) throw new Error(`no such photograph: ${how}`);
  const photo = drawn.get(how) ?? buildPaper(shot);
  drawn.set(how, photo);
  return { bytes: await photo, mimeType: 'image/jpeg', name: 'photo.jpg' };
}

/** A few bytes that are recognised as what they are. */
export const things = {
  voice: toThing('voice.amr', 'audio/amr', [Buffer.from('#!AMR\n'), Buffer.alloc(512, 0x3c)]),
  video: toThing('video.mp4', 'video/mp4', [
    Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'),
    Buffer.alloc(512),
  ]),
  pdf: toThing('paper.pdf', 'application/pdf', [
    Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
  ]),
  program: toThing('setup.exe', 'application/octet-stream', [
    Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
    Buffer.alloc(512),
  ]),
} as const;

function toThing(name: string, mimeType: string, parts: readonly Buffer[]): Thing {
  return { name, mimeType, bytes: Buffer.concat([...parts]) };
}
