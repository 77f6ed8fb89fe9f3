import type { Locator } from '@playwright/test';

/**
 * The share, 0 to 1, of the pixels in the middle half of what is shown that differ clearly from the commonest colour
 * there: 0 for a plain background, whatever its colour.
 */
export async function shareDrawn(shown: Locator): Promise<number> {
  const picture = (await shown.screenshot()).toString('base64');
  // A blank page decodes the picture: the app's own pages have a policy about images.
  const blank = await shown.page().context().newPage();
  const share = await blank.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const [width, height] = [Math.floor(image.width / 2), Math.floor(image.height / 2)];
    const canvas = new OffscreenCanvas(width, height).getContext('2d');
    if (!canvas) throw new Error('no canvas');
    canvas.drawImage(image, -width / 2, -height / 2);
    const { data } = canvas.getImageData(0, 0, width, height);
    const pixels = Array.from({ length: data.length / 4 }, (_, i) => [...data.subarray(4 * i, 4 * i + 3)]);
    const counts = new Map<string, number>();
    for (const pixel of pixels) counts.set(pixel.join(), (counts.get(pixel.join()) ?? 0) + 1);
    const commonest = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0].split(',').map(Number);
    const differs = (pixel: number[]) => pixel.some((channel, i) => Math.abs(channel - (commonest[i] ?? 0)) > 20);
    return pixels.filter(differs).length / pixels.length;
  }, picture);
  await blank.close();
  return share;
}
