import {
	centreOfAll,
	isLocked,
	rotationOf,
	turnItems,
	turnPoint,
	type End,
	type Item,
	type Patch,
	type Point,
	type Turnable
} from '@concordia/board';
import { heightOf, widthOf } from '../box.ts';
import type { Preview, Scene } from '../scene.ts';
import { uprightOf } from '../turned.ts';
import type { Drag } from './drag.ts';
import type { Pointer, ToolHost } from './host.ts';

const STEP = 15;
/** Near an upright position the hand is helped to it, unless Ctrl is held. */
const CATCH = 3;
const MAX_SHOWN = 60;

/** The items that a turn of these concerns, as they stand. */
export function turnablesOf(scene: Scene, ids: Iterable<string>): Turnable[] {
	const turned: Turnable[] = [];
	for (const id of ids) {
		const entry = scene.get(id);
		if (!entry || entry.item.type === 'connector' || isLocked(entry.record)) continue;
		const box = uprightOf(entry);
		const rect = { x: box.minX, y: box.minY, width: widthOf(box), height: heightOf(box) };
		turned.push({ item: entry.record, rect });
	}
	return turned;
}

/** Patches that turn items about their common middle; loose ends of connectors turn along. */
export function turnPatches(scene: Scene, ids: readonly string[], degrees: number): Patch[] {
	return turnAll(turnablesOf(scene, ids), linesOf(scene, ids), degrees);
}

function linesOf(scene: Scene, ids: readonly string[]): Item[] {
	return ids.flatMap((id) => scene.get(id)?.record ?? []).filter(isFreeLine);
}

const isFreeLine = (item: Item): boolean => item.type === 'connector' && !isLocked(item);

function turnAll(turned: readonly Turnable[], lines: readonly Item[], degrees: number): Patch[] {
	const centre = centreOfAll(turned);
	if (!centre) return [];
	return [
		...turnItems(turned, degrees, centre),
		...lines.flatMap((item) => turnEnds(item, degrees, centre))
	];
}

function turnEnds(item: Item, degrees: number, centre: Point): Patch[] {
	const turned = (end: End | undefined): End | undefined =>
		end && 'point' in end ? { point: turnPoint(end.point, centre, degrees) } : undefined;
	const [from, to] = [turned(item.from), turned(item.to)];
	return from || to ? [{ id: item.id, ...(from && { from }), ...(to && { to }) }] : [];
}

/** Turns the selection about its middle. Shift turns in steps. */
export function dragTurn(host: ToolHost, start: Pointer): Drag | null {
	const ids = [...host.selection];
	// As they stood when the drag began: what is shown meanwhile is made from that.
	const turned = turnablesOf(host.scene, ids);
	const lines = linesOf(host.scene, ids);
	const centre = centreOfAll(turned);
	const [first] = turned;
	if (!centre || !first) return null;
	const before = turned.length === 1 ? rotationOf(first.item) : 0;
	const from = angleOf(start.point, centre);

	const degreesFor = (pointer: Pointer): number => {
		const wanted = before + angleOf(pointer.point, centre) - from;
		const quarter = Math.round(wanted / 90) * 90;
		if (pointer.shift) return Math.round(wanted / STEP) * STEP - before;
		if (!pointer.ctrl && Math.abs(wanted - quarter) <= CATCH) return quarter - before;
		return Math.round(wanted) - before;
	};
	const show = (pointer: Pointer): readonly Patch[] => {
		const degrees = degreesFor(pointer);
		const patches = turnAll(turned, lines, degrees);
		const previews = new Map<string, Preview>();
		const places: Record<string, readonly [number, number, number]> = {};
		for (const { id, pos, rotation, from: tail, to } of patches) {
			previews.set(id, {
				...(pos && { pos }),
				...(rotation !== undefined && { rotation: rotation ?? 0 }),
				...(tail && { from: tail }),
				...(to && { to })
			});
			if (pos && Object.keys(places).length < MAX_SHOWN) {
				places[id] = [pos[0], pos[1], rotation ?? 0];
			}
		}
		host.preview(previews);
		host.emit({ type: 'gesture', gesture: { type: 'turn', places } });
		host.setChrome({ label: { at: pointer.point, text: `${wrapped(before + degrees)}°` } });
		return patches;
	};
	const end = (): void => {
		host.preview(new Map());
		host.setChrome({ label: null });
		host.emit({ type: 'gesture', gesture: null });
	};
	return {
		ids,
		move(pointer) {
			host.setCursor('grabbing');
			show(pointer);
		},
		drop(pointer) {
			const patches = show(pointer).filter(({ id }) => canChange(host.scene.get(id)?.record));
			if (degreesFor(pointer) !== 0 && patches.length > 0) {
				host.emit({ type: 'resize', patches, final: true });
			}
			end();
		},
		cancel: end
	};
}

const canChange = (item: Item | undefined): boolean => item !== undefined && !isLocked(item);

function angleOf([x, y]: Point, centre: Point): number {
	return (Math.atan2(y - centre[1], x - centre[0]) * 180) / Math.PI;
}

function wrapped(degrees: number): number {
	const turned = ((degrees % 360) + 360) % 360;
	return turned > 180 ? turned - 360 : turned;
}
