export * from './rules.ts';
export { chooseOwner, type Candidate } from './choose-owner.ts';
export { previewRouting, type Rerouted, type RoutingPreview } from './preview.ts';
