export { createLibrary, type Findings, type Library, type Passage, type Query } from './library.ts';
export { loadStarterPack, readStarterPack } from './starter-pack.ts';
export { wordsOf } from './words.ts';
