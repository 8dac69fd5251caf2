export { type LessonChange, updateLessons } from './lessons/update-lessons.ts';
export { wordLessons } from './lessons/word-lessons.ts';
