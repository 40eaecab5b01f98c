import { z } from 'zod';

/** The short course of a form that began with a picture or a voice: unit, date received, kind of paper, by number. */
export const ShortSchema = z
  .object({
    began: z.enum(['image', 'voice', 'video', 'file']),
    /** Units offered by number. */
    units: z.array(z.string()).readonly(),
    /** When the paper was received; '' when that was passed over. */
    received: z.string().exactOptional(),
    /** 其他 was chosen: the answer is written out. */
    writing: z.enum(['unit', 'received', 'paper']).exactOptional(),
  })
  .readonly();
export type ShortCourse = z.infer<typeof ShortSchema>;
