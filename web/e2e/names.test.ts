// Under another name than localhost over plain http: the app says what is needed.
import { resolver } from './certificate.ts';
import { Person } from './people.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';

test('over plain http under another name it says what is needed, and is no error', async () => {
  const server = await Server.start({ base: (port) => `http://hearth.test:${port}` });
  const guest = await Person.arrives('Guest', { args: [resolver] });
  try {
    await guest.page.goto(`${server.origin}/`);
    await guest.seesHeading('This needs HTTPS');
    await guest.sees('Three ways that work tonight');
    await isWell(guest, 'needs HTTPS', { controls: 0, passes: 12 });
  } finally {
    await guest.leaves();
    await server.stop();
  }
});
