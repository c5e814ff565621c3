import { createMeasurer, makeTheme, Scene, type Scheme } from '@concordia/canvas';
import { paintSvg } from '@concordia/canvas/export';
import type { Item } from '@concordia/board';

/** A picture of items as an address for an `<img>`, painted like an export. */
export function previewOf(items: readonly Item[], scheme: Scheme): string {
	const pen = document.createElement('canvas').getContext('2d');
	const theme = makeTheme(scheme);
	const measurer = createMeasurer((text, weight) => {
		if (pen === null) return text.length * 50;
		pen.font = `${weight} 100px ${theme.font}`;
		return pen.measureText(text).width;
	});
	const scene = new Scene({ measurer });
	scene.load(items);
	const svg = paintSvg({ scene, theme, measurer, padding: 40 });
	return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
