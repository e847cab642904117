import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type NetEffect, type StoreEffect } from './boundary.ts';
import type { Core } from './core.ts';
import { Host, type HostEvents } from './host.ts';
import { MemoryStore, StaleWriter } from './store.ts';

type Effects = { store?: StoreEffect[]; net?: NetEffect[]; wake_at?: number | null; changed?: string[]; need?: string[] };

/** A core that answers by a script and notes what it was asked, with everything that happens around it, in one order. */
function staged(answers: Record<string, Effects & ({ ok: unknown } | { error: { code: string; detail: null } })>) {
  const happened: string[] = [];
  const core = {
    call(request: Uint8Array) {
      const { command, entropy } = decodeFrame(request) as { command: string; entropy: Uint8Array };
      happened.push(`call ${command}`);
      expect(entropy.length).toBeGreaterThanOrEqual(64);
      return encodeFrame({ store: [], net: [], wake_at: null, changed: [], need: [], ...(answers[command] ?? { ok: {} }) });
    },
  } as unknown as Core;
  class SlowStore extends MemoryStore {
    override async apply(effects: StoreEffect[]): Promise<void> {
      await new Promise((done) => setTimeout(done, 5));
      await super.apply(effects);
      happened.push(`kept ${effects.map((effect) => effect.key).join(' ')}`);
    }
  }
  const events: HostEvents = {
    changed: (topics) => happened.push(`changed ${topics.join(' ')}`),
    stopped: (reason) => happened.push(`stopped ${reason}`),
  };
  const around = { now: () => 1_000, carry: (request: NetEffect) => void happened.push(`carried ${request.kind}`) };
  return { happened, core, events, around, store: new SlowStore() };
}

const record: StoreEffect = { table: 'records', key: 'state', value: new Uint8Array([1]) };
const close: NetEffect = { id: 1, kind: 'socket.close' };

describe('the host of the core', () => {
  it('keeps what is to be kept before it carries anything, and before anyone hears of it', async () => {
    const stage = staged({ begin: { ok: {}, store: [record], net: [close], changed: ['status'] } });
    const host = new Host(stage.core, stage.store, stage.events, stage.around);
    await host.call('begin', { mode: 'together' });
    stage.happened.push('answered');
    expect(stage.happened).toEqual(['call begin', 'kept state', 'carried socket.close', 'changed status', 'answered']);
  });

  it('lets one call finish before the next begins', async () => {
    const stage = staged({ begin: { ok: {}, store: [record] } });
    const host = new Host(stage.core, stage.store, stage.events, stage.around);
    await Promise.all([host.call('begin', { mode: 'together' }), host.call('leave', {})]);
    expect(stage.happened).toEqual(['call begin', 'kept state', 'call leave']);
  });

  it('keeps and carries also for a call that the core refuses', async () => {
    const stage = staged({ leave: { error: { code: 'not_paired', detail: null }, store: [record] } });
    const host = new Host(stage.core, stage.store, stage.events, stage.around);
    await expect(host.call('leave', {})).rejects.toMatchObject({ code: 'not_paired' });
    expect(stage.happened).toContain('kept state');
  });

  it('says nothing to the network any more when the storage fails', async () => {
    const stage = staged({ begin: { ok: {}, store: [record], net: [close] } });
    stage.store.apply = () => Promise.reject(new Error('full'));
    const host = new Host(stage.core, stage.store, stage.events, stage.around);
    await expect(host.call('begin', { mode: 'together' })).rejects.toMatchObject({ code: 'storage_failed' });
    await expect(host.call('leave', {})).rejects.toMatchObject({ code: 'elsewhere' });
    expect(stage.happened).toEqual(['call begin', 'stopped storage_failed']);
  });

  it('gives way when another tab has taken over', async () => {
    const stage = staged({ begin: { ok: {}, store: [record], net: [close] } });
    stage.store.apply = () => Promise.reject(new StaleWriter());
    const host = new Host(stage.core, stage.store, stage.events, stage.around);
    await expect(host.call('begin', { mode: 'together' })).rejects.toMatchObject({ code: 'elsewhere' });
    expect(stage.happened).toEqual(['call begin', 'stopped elsewhere']);
  });

  it('stops when the core breaks, instead of going on with half of it', async () => {
    const stage = staged({});
    const broken = {
      call: () => {
        throw new WebAssembly.RuntimeError('unreachable');
      },
    } as unknown as Core;
    const host = new Host(broken, stage.store, stage.events, stage.around);
    await expect(host.call('leave', {})).rejects.toMatchObject({ code: 'core_failed' });
    expect(stage.happened).toEqual(['stopped core_failed']);
  });

  it('wakes the core at the time that it asked for', async () => {
    const stage = staged({ begin: { ok: {}, wake_at: 1_005 } });
    const host = new Host(stage.core, stage.store, stage.events, stage.around);
    await host.call('begin', { mode: 'together' });
    await new Promise((done) => setTimeout(done, 30));
    expect(stage.happened).toContain('call net.tick');
    host.stop();
  });

  it('gives the core back what a restored server has lost', async () => {
    const stage = staged({ 'net.tick': { ok: {}, need: ['aa/01', 'aa/02'] } });
    await stage.store.apply([{ table: 'events', key: 'aa/01', value: new Uint8Array([7]) }]);
    const host = new Host(stage.core, stage.store, stage.events, stage.around);
    await host.call('net.tick', {});
    await new Promise((done) => setTimeout(done, 10));
    expect(stage.happened).toContain('call load.again');
  });
});
