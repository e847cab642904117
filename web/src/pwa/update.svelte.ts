/** Whether a newer build lies ready, and how to move to it. Only ever by the person's own tap, or at the next cold start. */
class Update {
  ready = $state(false);
  waiting: ServiceWorker | null = null;

  offer(worker: ServiceWorker): void {
    this.waiting = worker;
    this.ready = true;
  }

  async apply(): Promise<void> {
    const worker = this.waiting;
    if (!worker) return;
    const taken = new Promise<boolean>((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
      setTimeout(() => resolve(false), 4000);
    });
    worker.postMessage('skip_waiting');
    if (!(await taken)) {
      // Still the old one: forget the shell, and only the shell. What people wrote lies in IndexedDB and stays.
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    }
    location.replace('/');
  }
}

export const update = new Update();
