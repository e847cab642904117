import { carried } from './first.ts';
import './design/tokens.css';
import './design/fonts.css';
import './design/base.css';
import { mount } from 'svelte';
import common from './i18n/en/common.ftl?raw';
import { addMessages } from './i18n/i18n.ts';
import { applyLook } from './store/look.ts';
import { Hearth } from './store/hearth.svelte.ts';
import { AddressRouter } from './store/router.svelte.ts';
import App from './App.svelte';
import type { Client } from './worker/client.ts';
import { missingFeatures } from './support.ts';

addMessages(common);
applyLook();

async function makeClient(): Promise<Client> {
  if (__FIXTURES__) return (await import('../dev/fixtures.ts')).fixtureClient();
  return (await import('./worker/worker-client.ts')).workerClient();
}

async function begin(): Promise<void> {
  const target = document.getElementById('app');
  if (!target) return;
  const missing = missingFeatures();
  const able = missing.length === 0 && isSecureContext;
  if (carried.share && able) return (await import('./views/counsel/standalone.ts')).standAlone(target, carried.share);
  const hearth = able && !location.pathname.startsWith('/demo') ? new Hearth(await makeClient(), new AddressRouter()) : null;
  if (hearth) hearth.invitation = { ...carried };
  mount(App, { target, props: { hearth, missing } });
  if (hearth) await hearth.start();
  if (__FIXTURES__ && hearth && !['new', 'locked', null].includes(sessionStorage.getItem('scene'))) await hearth.opened();
  if (!__FIXTURES__) void import('./pwa/register.ts').then((pwa) => pwa.register());
}

void begin();
