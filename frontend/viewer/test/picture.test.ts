import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { NO_GL, Visit, launch } from './chromium';
import { plain } from './png';
import { Site } from './site';

describe('the viewer without 3D', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    site = await Site.start();
    site.answers.set('/poster.png', { type: 'image/png', body: plain(30, 20, [200, 30, 40]) });
    browser = await launch(NO_GL);
  });
  after(async () => {
    await browser.close();
    site.stop();
  });

  it('shows the poster under the model’s name and loads no model', async () => {
    const visit = await Visit.to(site, browser);
    await visit.add({ src: '/model.glb', poster: '/poster.png', label: 'Flange' });
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: true });
    assert.ok(await visit.page.getByRole('img', { name: 'Flange' }).isVisible());
    assert.equal(await visit.page.getByRole('button', { name: 'Zoom in' }).count(), 0);
    assert.ok(!site.asked.includes('/model.glb'));
    await visit.end();
  });

  it('has failed where there is no poster either', async () => {
    const visit = await Visit.to(site, browser);
    await visit.add({ src: '/model.glb' });
    assert.deepEqual(await visit.outcome(), { state: 'failed', picture: false });
    await visit.set('poster', '/missing.png');
    assert.deepEqual(await visit.outcome(), { state: 'failed', picture: false });
    await visit.set('poster', '/poster.png');
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: true });
    await visit.end();
  });
});
