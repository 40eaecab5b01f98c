export type { PipelineContext } from './pipeline.ts';
export { runPipeline, splitLeadingMatch } from './stages.ts';
