export { type LessonChange, updateLessons } from './lessons/update-lessons.ts';
