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
	if (!context) throw new Error('the browser has no 2D canvas');
	context.textRendering = 'geometricPrecision';
	return createMeasurer((text, weight) => {
		context.font = `${weight} 100px ${font()}`;
		return context.measureText(text).width;
	});
}

/** Colours and font from the host's CSS variables (`--board-<role>`, `--font`), read once. */
export function readTheme(host: HTMLElement, scheme: Scheme): Theme {
	const styles = getComputedStyle(host);
	const read = (name: string): string => styles.getPropertyValue(name).trim();
	const probe = host.ownerDocument.createElement('i');
	host.append(probe);
	// Variables come as they were written; the probe turns mixes and names into colours that SVG knows too.
	const colorAt = (role: string): string | null => {
		const written = read(`--board-${role}`);
		if (written === '' || written.startsWith('#')) return written || null;
		probe.style.color = '';
		probe.style.color = written;
		return probe.style.color === '' ? null : getComputedStyle(probe).color;
	};
	const theme = makeTheme(scheme, colorAt, read('--font') || DEFAULT_FONT);
	probe.remove();
	return theme;
}
