import type { Scheduler } from './types.ts';
import { createMeasurer, type Measurer } from '../text/measure.ts';
import { DEFAULT_FONT, makeTheme, type Scheme, type Theme } from '../theme.ts';

/** The browser's own timers. */
export function browserScheduler(window: Window): Scheduler {
	return {
		frame: (run) => window.requestAnimationFrame(run),
		cancelFrame: (handle) => window.cancelAnimationFrame(handle),
		delay: (run, ms) => window.setTimeout(run, ms),
		cancelDelay: (handle) => window.clearTimeout(handle)
	};
}

/** Measures with a canvas, at a size where rounding is small. */
export function canvasMeasurer(document: Document, font: () => string): Measurer {
	const context = document.createElement('canvas').getContext('2d');
	if (!context) throw new Error('this browser gives no 2D canvas');
	return createMeasurer((text, weight) => {
		context.font = `${weight} 100px ${font()}`;
		return context.measureText(text).width;
	});
}

/** Colours and font from the host's CSS variables (`--board-<role>`, `--font`), read once. */
export function readTheme(host: HTMLElement, scheme: Scheme): Theme {
	const styles = getComputedStyle(host);
	const read = (name: string): string | null => styles.getPropertyValue(name).trim() || null;
	return makeTheme(scheme, (role) => read(`--board-${role}`), read('--font') ?? DEFAULT_FONT);
}
