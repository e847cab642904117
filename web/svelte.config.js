import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: true,
    // Builds the DOM node by node instead of through innerHTML, so that Trusted Types can forbid innerHTML altogether.
    fragments: 'tree',
  },
};
