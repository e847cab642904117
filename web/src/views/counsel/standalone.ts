import { mount } from 'svelte';
import counsel from '../../i18n/en/counsel.ftl?raw';
import feelings from '../../i18n/en/feelings.ftl?raw';
import { addMessages } from '../../i18n/i18n.ts';
import Counsellor from './Counsellor.svelte';

/** For whoever was given a link: no account, no vault, nothing kept, and nothing of the app. */
export function standAlone(target: HTMLElement, secret: string): void {
  addMessages(counsel, feelings);
  mount(Counsellor, { target, props: { secret } });
}
