const sides = ['left', 'right', 'top', 'bottom'];

/** Logical properties only, colours and fonts through tokens only. */
export default {
  overrides: [{ files: ['**/*.svelte'], customSyntax: 'postcss-html' }],
  rules: {
    'color-no-invalid-hex': true,
    'declaration-block-no-duplicate-properties': [true, { ignore: ['consecutive-duplicates-with-different-values'] }],
    'block-no-empty': true,
    'property-no-unknown': true,
    'property-disallowed-list': [
      ...sides,
      ...sides.flatMap((side) => [
        `margin-${side}`,
        `padding-${side}`,
        `border-${side}`,
        `border-${side}-width`,
        `border-${side}-style`,
        `border-${side}-color`,
        `scroll-margin-${side}`,
        `scroll-padding-${side}`,
      ]),
      'width',
      'height',
      'min-width',
      'max-width',
      'min-height',
      'max-height',
      'border-top-left-radius',
      'border-top-right-radius',
      'border-bottom-left-radius',
      'border-bottom-right-radius',
    ],
    'declaration-property-value-disallowed-list': { 'text-align': ['left', 'right'], float: ['left', 'right'] },
    'unit-disallowed-list': ['vw', 'vmin', 'vmax'],
  },
};
