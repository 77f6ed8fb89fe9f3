type Rgb = [red: number, green: number, blue: number];

/** The page's colours, 0 to 1, sRGB, as style.css hands them over. */
export function pageColours(canvas: HTMLCanvasElement): { top: Rgb; accent: Rgb } {
  const { color, caretColor } = getComputedStyle(canvas);
  return { top: shown(color), accent: shown(caretColor) };
}

/** Whatever notation CSS has for it: the browser draws it. */
function shown(color: string): Rgb {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [0.5, 0.5, 0.5];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red / 255, green / 255, blue / 255];
}
