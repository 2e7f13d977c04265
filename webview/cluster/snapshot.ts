/** The picture on screen as one SVG file: the page's own elements and style inside a foreignObject, canvases as images. */
import { STYLE } from './draw/style.ts';

const MARGIN = 16;

/** A self-contained SVG of what is drawn; browsers show it as it looks in the page. */
export function pictureAsSvg(picture: Element, title: string, caption: string): string {
  const box = picture.getBoundingClientRect();
  const width = Math.ceil(box.width);
  const copy = picture.cloneNode(true) as Element;
  const canvases = copy.querySelectorAll('canvas');
  for (const [index, drawn] of picture.querySelectorAll('canvas').entries()) {
    const image = document.createElement('img');
    image.src = drawn.toDataURL();
    image.alt = '';
    image.className = drawn.className;
    image.setAttribute(
      'style',
      `${drawn.getAttribute('style') ?? ''};width:${drawn.clientWidth}px;height:${drawn.clientHeight}px`,
    );
    canvases[index]?.replaceWith(image);
  }
  const heading = document.createElement('h2');
  heading.textContent = title;
  const words = document.createElement('p');
  words.className = 'caption';
  words.textContent = caption;
  const page = document.createElement('div');
  page.className = `page ${document.body.className}`;
  page.id = 'millrace';
  page.setAttribute('style', `${editorColours()};min-height:0;gap:8px;padding:${MARGIN}px;height:100%`);
  page.append(heading, copy, words);
  const height = Math.ceil(box.height) + (caption === '' ? 24 : 72) + 3 * MARGIN;
  const style = STYLE.replaceAll(/(?<![.\w-])body(?=[.{\s])/gu, '.page');
  const content = new XMLSerializer().serializeToString(page);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * MARGIN}" height="${height}" viewBox="0 0 ${width + 2 * MARGIN} ${height}">`,
    `<title>${escaped(title)}</title><style>${escaped(style)}</style>`,
    `<foreignObject width="100%" height="100%">${content}</foreignObject></svg>`,
  ].join('');
}

/** The same as PNG, base64, at twice the size for projectors and print. Rejects when the browser cannot draw it. */
export async function pngOf(svg: string, scale = 2): Promise<string> {
  const image = new Image();
  const loaded = new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('The picture cannot be drawn.'));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await loaded;
  const canvas = document.createElement('canvas');
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The picture cannot be drawn.');
  context.scale(scale, scale);
  context.drawImage(image, 0, 0);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/u, '');
}

/** VS Code's colours as they are set on the page's root. */
function editorColours(): string {
  const { style } = document.documentElement;
  return [...style]
    .filter((name) => name.startsWith('--vscode-'))
    .map((name) => `${name}:${style.getPropertyValue(name).replaceAll('"', "'")}`)
    .join(';');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
