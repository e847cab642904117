/// <reference types="vite/client" />
declare module 'virtual:hearth-wasm' {
  const address: string;
  export default address;
  /** The questions and their words, in a file of their own. */
  export const library: string;
}
declare const __FIXTURES__: boolean;
declare module 'virtual:help' {
  const help: import('./views/entry/help-lines.ts').Help;
  export default help;
}
declare module 'virtual:demo-script' {
  const address: string;
  export default address;
}
