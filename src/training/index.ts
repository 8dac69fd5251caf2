export { type LessonChange, updateLessons } from './lessons/update-lessons.ts';
export { wordLessons } from './lessons/word-lessons.ts';
export { findTopics } from './topics/find-topics.ts';
export { type TopicNews, updateTopics } from './topics/update-topics.ts';
