// The two other ways to find each other: six spoken words, and a square held before the camera.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, confirmEachOther, Person, type Looks } from './people.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { setting, sixWords } from './ways.ts';

let server: Server;
const folder = mkdtempSync(join(tmpdir(), 'hearth-camera-'));

beforeAll(async () => {
  server = await Server.start();
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One picture as a film for Chromium's make-believe camera: YUV 4:2:0, one frame that comes again and again. */
function film(rgba: number[], width: number, height: number): Buffer {
  const light = Buffer.alloc(width * height);
  for (let at = 0; at < light.length; at += 1) light[at] = Math.round(16 + (219 * (rgba[at * 4] ?? 255)) / 255);
  const colour = Buffer.alloc((width / 2) * (height / 2) * 2, 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`),
    ...[0, 1].flatMap(() => [Buffer.from('FRAME\n'), light, colour]),
  ]);
}

test('six spoken words bring two people together, and one wrong word does not', async () => {
  const sam = await Person.arrives('Sam', { timezoneId: 'Europe/Berlin' });
  await sam.page.goto(server.setupLink);
  await sam.setsUp('Start');
  await sam.putsOffTheKit();
  // Sam lives in Berlin, Robin far away; they choose Robin's clock for both.
  await sam.tap(sam.page.getByText('Your days follow the clock in Europe/Berlin'));
  await sam.page.getByLabel('Time zone of the two of you').selectOption('Pacific/Auckland');
  await sam.sees('Your days follow the clock in Pacific/Auckland');
  const words = await sixWords(sam);
  const robin = await Person.arrives('Robin');
  await robin.page.goto(server.origin);
  await robin.setsUp('Join my partner');
  await robin.putsOffTheKit();
  await robin.write('The six words', [...words.slice(0, 5), words[5] === 'able' ? 'about' : 'able'].join(' '));
  await robin.tap('Join');
  await robin.sees(/These words fit no invitation|did not find each other/);
  await robin.write('The six words', words.join(' '));
  await robin.tap('Join');
  await confirmEachOther(sam, robin);
  await Promise.all([sam.beginsTogether(), robin.beginsTogether()]);
  await setting(robin, 'Storage and sync');
  await robin.sees('Pacific/Auckland. Your day begins at four in the morning.');
  // Either may change it later, for both.
  await setting(robin, 'The two of you');
  await robin.tap(robin.page.getByText('Your days follow the clock in Pacific/Auckland'));
  await robin.page.getByLabel('Time zone of the two of you').selectOption('America/New_York');
  await isWell(robin, 'the two of you, with the zone', { controls: 6, passes: 12 });
  await setting(sam, 'The two of you');
  await sam.sees('Your days follow the clock in America/New York');
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  await Promise.all([sam.leaves(), robin.leaves()]);
});

test('a square before the camera does the same', async () => {
  const second = await Server.start();
  try {
    const kim = await Person.arrives('Kim');
    await kim.page.goto(second.setupLink);
    await kim.setsUp('Start');
    await kim.putsOffTheKit();
    const square = kim.page.locator('.code svg, .code canvas, .code img').first();
    await square.waitFor();
    // Nothing lies over it, on a phone either.
    const [whole, card] = await Promise.all([
      square.boundingBox(),
      kim.page.getByRole('region', { name: 'Scan with Hearth' }).boundingBox(),
    ]);
    expect(whole!.x + whole!.width).toBeLessThanOrEqual(card!.x + card!.width);
    const shot = await square.screenshot();
    const { pixels, width, height } = await kim.page.evaluate(
      async (bytes) => {
        const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(640, 480);
        const context = canvas.getContext('2d')!;
        context.fillStyle = '#fff';
        context.fillRect(0, 0, 640, 480);
        context.imageSmoothingEnabled = false;
        context.drawImage(image, 110, 30, 420, 420);
        return { pixels: [...context.getImageData(0, 0, 640, 480).data], width: 640, height: 480 };
      },
      [...shot],
    );
    const path = join(folder, 'square.y4m');
    writeFileSync(path, film(pixels, width, height));
    const camera: Looks = {
      args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`],
    };
    const lou = await Person.arrives('Lou', camera);
    await lou.page.goto(second.origin);
    await lou.setsUp('Join my partner');
    await lou.putsOffTheKit();
    await lou.tap('Scan');
    await confirmEachOther(kim, lou);
    await Promise.all([kim.beginsTogether(), lou.beginsTogether()]);
    await lou.leaves();
  } finally {
    await second.stop();
  }
});

test('words that do not match end it, and nothing was shared', async () => {
  const second = await Server.start();
  try {
    const kim = await Person.arrives('Kim');
    await kim.page.goto(second.setupLink);
    await kim.setsUp('Start');
    await kim.putsOffTheKit();
    const words = await sixWords(kim);
    const lou = await Person.arrives('Lou');
    await lou.page.goto(second.origin);
    await lou.setsUp('Join my partner');
    await lou.putsOffTheKit();
    await lou.write('The six words', words.join(' '));
    await lou.tap('Join');
    await lou.ownWords();
    await lou.tap('None of these');
    await lou.seesHeading('The words did not match');
  } finally {
    await second.stop();
  }
});
