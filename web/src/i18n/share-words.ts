// Comes along with whatever says them, so that nothing else loads these words.
import words from './en/share.ftl?raw';
import { addMessages } from './i18n.ts';

addMessages(words);
