/**
 * One writer in a browser. A tab that wants to write asks for the lock; when another holds it, it can ask that one to
 * finish and let go, and only when no answer comes (a frozen tab) take the lock away.
 */
const lockName = 'hearth-writer';
const channelName = 'hearth-tabs';

export interface Turn {
  release(): void;
}

export interface Handover {
  /** Another tab asks: finish what is under way, then let go. */
  asked(): Promise<void>;
  /** The lock was taken away. */
  taken(): void;
}

function request(options: LockOptions, handover: Handover): Promise<Turn | null> {
  return new Promise((resolve, reject) => {
    let release: () => void = () => undefined;
    let granted = false;
    const held = new Promise<void>((done) => (release = done));
    navigator.locks
      .request(lockName, options, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        granted = true;
        const channel = new BroadcastChannel(channelName);
        channel.onmessage = (event: MessageEvent<string>) => {
          if (event.data === 'let_go') void handover.asked().finally(release);
        };
        resolve({ release });
        return held.finally(() => channel.close());
      })
      .catch((error: unknown) => {
        if (granted) handover.taken();
        else reject(error instanceof Error ? error : new Error('lock'));
      });
  });
}

export async function takeTurn(steal: boolean, handover: Handover): Promise<Turn | null> {
  const free = await request({ ifAvailable: true }, handover);
  if (free || !steal) return free;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('let_go');
  channel.close();
  try {
    return await request({ signal: AbortSignal.timeout(2500) }, handover);
  } catch {
    return request({ steal: true }, handover);
  }
}
