import base from './stylelint.config.js';

/** Everywhere but in tokens.css: no colour of one's own. */
export default {
  ...base,
  ignoreFiles: ['src/design/tokens.css'],
  rules: { ...base.rules, 'color-no-hex': true, 'color-named': ['never', { ignore: ['inside-function'] }] },
};
