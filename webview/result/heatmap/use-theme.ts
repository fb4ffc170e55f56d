/** The theme's colours as numbers, read again when it changes. */
import { useEffect, useState } from 'preact/hooks';
import type { Rgb } from './colour.ts';

export interface ThemeColours {
  readonly ground: Rgb;
  readonly text: Rgb;
  readonly accent: Rgb;
  readonly highContrast: boolean;
}

export function useThemeColours(): ThemeColours {
  const [colours, setColours] = useState(readColours);
  useEffect(() => {
    const observer = new MutationObserver(() => setColours(readColours()));
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    return () => observer.disconnect();
  }, []);
  return colours;
}

function readColours(): ThemeColours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string, otherwise: Rgb): Rgb => parse(style.getPropertyValue(`--vscode-${name}`)) ?? otherwise;
  const { classList } = document.body;
  const light = classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light');
  return {
    ground: read('editor-background', light ? [255, 255, 255] : [30, 30, 30]),
    text: read('editor-foreground', light ? [0, 0, 0] : [255, 255, 255]),
    accent: read('charts-orange', [209, 134, 22]),
    highContrast: classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light'),
  };
}

/** Any colour that CSS knows; null if it is none. */
function parse(colour: string): Rgb | null {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (context === null || colour.trim() === '') return null;
  context.fillStyle = colour.trim();
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}
