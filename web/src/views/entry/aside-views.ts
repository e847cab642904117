import { addMessages } from '../../i18n/i18n.ts';
import words from '../../i18n/en/aside.ftl?raw';

export { default as Broken } from './Broken.svelte';
export { default as Decoy } from './Decoy.svelte';
export { default as Elsewhere } from './Elsewhere.svelte';
export { default as Insecure } from './Insecure.svelte';
export { default as Keys } from './Keys.svelte';
export { default as Nowhere } from './Nowhere.svelte';
export { default as Safety } from './Safety.svelte';
export { default as Unsupported } from './Unsupported.svelte';

addMessages(words);
