import { visibleBox, type Camera, type Scene, type Viewport } from '@concordia/canvas';
import { isSeen, type SeenLog } from '@concordia/transparency';
import { isCounted, seenBy } from './summary.ts';

/** One item on the screen, in CSS pixels, and how much of the record is missing for it. */
export interface HeatCell {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
	/** 0: seen in its last version by all that are asked for; 1: nothing is recorded. */
	readonly missing: number;
	readonly label: string;
}

export interface HeatView {
	readonly scene: Pick<Scene, 'query'>;
	readonly camera: Camera;
	readonly viewport: Viewport;
	readonly log: SeenLog;
	/** One: how far it is; several: how many of them. */
	readonly organizations: readonly string[];
}

/** What is to be drawn over the part of the board that is on the screen. */
export function heatCells(view: HeatView): HeatCell[] {
	const { scene, camera, viewport, log, organizations } = view;
	const [only, ...others] = organizations;
	if (only === undefined) return [];
	const cells: HeatCell[] = [];
	for (const { item, minX, minY, maxX, maxY } of scene.query(visibleBox(camera, viewport))) {
		if (!isCounted(item)) continue;
		const { missing, label } =
			others.length === 0 ? stateOf(log, item.id, only) : shareOf(log, item.id, organizations);
		cells.push({
			x: (minX - camera.x) * camera.zoom,
			y: (minY - camera.y) * camera.zoom,
			w: (maxX - minX) * camera.zoom,
			h: (maxY - minY) * camera.zoom,
			missing,
			label
		});
	}
	return cells;
}

function shareOf(
	log: SeenLog,
	id: string,
	organizations: readonly string[]
): { missing: number; label: string } {
	const { last, of } = seenBy(log, id, organizations);
	return { missing: 1 - last / of, label: `${last}/${of}` };
}

function stateOf(
	log: SeenLog,
	id: string,
	organization: string
): { missing: number; label: string } {
	const grade = log.gradeOf(id, organization);
	if (isSeen(grade)) return { missing: 0, label: '✓' };
	return grade === 'earlier' ? { missing: 0.5, label: '½' } : { missing: 1, label: '–' };
}

export interface HeatColors {
	readonly ink: string;
	readonly paper: string;
	readonly font: string;
}

/** Smaller than this, in CSS pixels, stripes are no stripes any more. */
const striped = 14;
const labelled = { w: 34, h: 22 };
/** So many numbers are drawn: more can't be read anyway. */
const mostLabels = 600;

/**
 * Draws how much of the record is missing as stripes that fill an item from below, and a number beside it: told by
 * pattern, height and number, never by a colour alone. Two paths, however many items there are.
 */
export function paintHeat(
	pen: CanvasRenderingContext2D,
	cells: readonly HeatCell[],
	{ ink, paper, font }: HeatColors
): void {
	const { stripes, plain } = missingPaths(cells);
	pen.fillStyle = ink;
	pen.globalAlpha = 0.5;
	pen.fill(plain);
	pen.globalAlpha = 1;
	pen.fillStyle = stripesOf(ink) ?? ink;
	pen.fill(stripes);
	pen.strokeStyle = ink;
	pen.lineWidth = 1.5;
	pen.stroke(stripes);
	pen.font = `650 12px ${font}`;
	pen.textAlign = 'center';
	pen.textBaseline = 'middle';
	let count = 0;
	for (const { x, y, w, h, label } of cells) {
		if (w < labelled.w || h < labelled.h || (count += 1) > mostLabels) continue;
		const width = pen.measureText(label).width + 12;
		const left = x + w - width - 2;
		pen.beginPath();
		pen.roundRect(left, y + 2, width, 18, 9);
		pen.fillStyle = paper;
		pen.fill();
		pen.stroke();
		pen.fillStyle = ink;
		pen.fillText(label, left + width / 2, y + 11.5);
	}
}

/** What is missing, of items with room for stripes and of those without. */
function missingPaths(cells: readonly HeatCell[]): { stripes: Path2D; plain: Path2D } {
	const paths = { stripes: new Path2D(), plain: new Path2D() };
	for (const { x, y, w, h, missing } of cells) {
		if (missing === 0) continue;
		const height = Math.max(h * missing, 1);
		const path = Math.min(w, h) >= striped ? paths.stripes : paths.plain;
		path.rect(x, y + h - height, w, height);
	}
	return paths;
}

const patterns = new Map<string, CanvasPattern | null>();

function stripesOf(ink: string): CanvasPattern | null {
	const known = patterns.get(ink);
	if (known !== undefined) return known;
	const tile = new OffscreenCanvas(8, 8);
	const pen = tile.getContext('2d');
	if (!pen) return null;
	pen.strokeStyle = ink;
	pen.globalAlpha = 0.4;
	pen.lineWidth = 1.25;
	for (const shift of [-8, 0, 8]) {
		pen.moveTo(shift, 8);
		pen.lineTo(shift + 8, 0);
	}
	pen.stroke();
	const pattern = pen.createPattern(tile, 'repeat');
	patterns.set(ink, pattern);
	return pattern;
}
