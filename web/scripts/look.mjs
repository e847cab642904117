// Takes pictures of screens for the eye. `npm run look -- today /today first sealed` writes build/look/*.png.
// Needs a development server: HEARTH_FIXTURES=1 npm run dev
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [, , name = 'screen', path = '/', ...rest] = process.argv;
const scenes = rest.filter((one) => !one.startsWith('--'));
const only = rest.find((one) => one.startsWith('--only='))?.slice(7);
const click = rest.filter((one) => one.startsWith('--click=')).map((one) => one.slice(8));
const fill = rest.filter((one) => one.startsWith('--fill=')).map((one) => one.slice(7).split('::'));
const full = !rest.includes('--fold');
const base = process.env.HEARTH_LOOK ?? 'http://localhost:5173';
const out = new URL('../../build/look/', import.meta.url).pathname;
mkdirSync(out, { recursive: true });

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
for (const scene of scenes.length ? scenes : ['today'])
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark']) {
      const label = `${name}-${scene}-${size}-${colorScheme}`;
      if (only && !label.includes(only)) continue;
      const page = await browser.newPage({
        viewport,
        colorScheme,
        deviceScaleFactor: size === 'phone' ? 2 : 1,
        reducedMotion: rest.includes('--still') ? 'reduce' : 'no-preference',
      });
      await page.route('**/fonts.css*', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replaceAll('optional', 'swap') });
      });
      page.on('pageerror', (error) => console.log(label, 'pageerror', error.message));
      page.on('console', (message) => message.type() === 'error' && console.log(label, message.text()));
      await page.goto(`${base}${path}${path.includes('?') ? '&' : '?'}scene=${scene}`);
      await page.waitForTimeout(500);
      await page.reload();
      await page.waitForTimeout(600);
      for (const [label2, value] of fill) await page.getByLabel(label2).first().fill(value);
      for (const one of click) {
        await page.getByText(one, { exact: true }).first().click({ force: true });
        await page.waitForTimeout(400);
      }
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(600);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) console.log(label, 'overflows by', overflow);
      await page.screenshot({ path: `${out}${label}.png`, fullPage: full });
      await page.close();
    }
await browser.close();
