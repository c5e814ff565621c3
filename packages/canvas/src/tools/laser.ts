import type { Tool, ToolHost } from './host.ts';

/** Others get the end of the beam with every message, so that none of them misses a piece. */
const SHOWN = 60;

/** Points at things: a beam that everybody sees and nobody keeps. */
export function createLaserTool(host: ToolHost): Tool {
	let points: number[] = [];
	/** Of the beams of this hand; tells others where a new one begins. */
	let count = 0;
	const end = (): void => {
		points = [];
		host.setChrome({ sketch: null });
		host.emit({ type: 'gesture', gesture: null });
	};
	const shine = (): void => {
		const shown = points.slice(-2 * SHOWN);
		host.setChrome({ sketch: { type: 'laser', points: shown, count } });
		host.emit({ type: 'gesture', gesture: { type: 'laser', points: shown, count } });
	};
	const add = (x: number, y: number): void => {
		points.push(Math.round(x * 10) / 10, Math.round(y * 10) / 10);
		count += 1;
	};
	return {
		cursor: 'crosshair',
		down({ point }) {
			points = [];
			add(...point);
			shine();
		},
		drag(_pointer, all) {
			for (const { point } of all) add(...point);
			shine();
		},
		up: end,
		hover() {},
		cancel: end
	};
}
