export { type Catalogue, createCatalogue, type EntryChange, type ListFilter, type TaughtEntry } from './catalogue.ts';
export { claimDueSource } from './due-sources.ts';
export type { EntryView } from './entry-view.ts';
export type { Asked, SearchReport } from './evaluation/eval-search.ts';
export {
  createEvaluation,
  type Evaluated,
  type EvaluateOptions,
  type Evaluation,
  type Tuned,
} from './evaluation/evaluation.ts';
export type { SetFiles } from './evaluation/read-set.ts';
export type { ScratchCommunity } from './evaluation/scratch-community.ts';
export { type ExportFormat, exportEntries, exportFormats } from './export.ts';
export type { Refusal, Rule } from './import/draft.ts';
export type { ColumnName } from './import/formats/columns.ts';
export { type Format, formats } from './import/formats/format.ts';
export type { ImportProgress } from './import/import-source.ts';
export type { ImportReport } from './import/report.ts';
export type { ImportSettings } from './import/settings.ts';
export { createLibrary, type Findings, type Library, type LibraryParts, type Passage, type Query } from './library.ts';
export { createRandom } from './random.ts';
export { createSources, type ImportOptions, type Schedule, type Sources, type SourceView } from './sources.ts';
export { loadStarterPack, readStarterPack } from './starter-pack.ts';
export { createDenseSearch, type DenseSearch } from './vectors/dense-search.ts';
export { createEmbedder, type Embedder } from './vectors/embedder.ts';
export { createVectorIndex, type VectorIndex } from './vectors/vector-index.ts';
export { reindex } from './word-index/reindex.ts';
export { wordsVersion } from './words/terms.ts';
