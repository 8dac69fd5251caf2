export { type LessonChange, updateLessons } from './lessons/update-lessons.ts';
export { findTopics } from './topics/find-topics.ts';
export { type TopicNews, updateTopics } from './topics/update-topics.ts';
