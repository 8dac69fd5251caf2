export { createLibrary, type Findings, type Library, type LibraryParts, type Passage, type Query } from './library.ts';
export { loadStarterPack, readStarterPack } from './starter-pack.ts';
export { createDenseSearch, type DenseSearch } from './vectors/dense-search.ts';
export { createEmbedder, type Embedder } from './vectors/embedder.ts';
export { createVectorIndex, type VectorIndex } from './vectors/vector-index.ts';
export { reindex } from './word-index/reindex.ts';
export { wordsVersion } from './words/terms.ts';
