import { canTurn, isLocked } from '@concordia/board';
import type { Box } from './box.ts';
import { toScreen, type Camera } from './camera.ts';
import type { Scene } from './scene.ts';
import { uprightOf, type Turned } from './turned.ts';

/** The box that carries the handles, in CSS pixels. */
export interface Grips {
	readonly box: Box;
	/** How a single item stands; the handles stand with it. */
	readonly turned: Turned | null;
	/** Whether there is a handle to turn it by. */
	readonly turns: boolean;
}

interface Holder {
	readonly scene: Scene;
	readonly selection: ReadonlySet<string>;
	readonly camera: Camera;
}

/** Null when nothing in the selection can be resized. */
export function gripsOf({ scene, selection, camera }: Holder): Grips | null {
	const ids: string[] = [];
	let turns = true;
	for (const id of selection) {
		const item = scene.item(id);
		if (!item || item.type === 'connector' || isLocked(item)) continue;
		ids.push(id);
		turns &&= canTurn(item.type);
	}
	const [only] = ids;
	const entry = ids.length === 1 && only !== undefined ? scene.get(only) : undefined;
	const box = entry ? uprightOf(entry) : scene.boundsOf(ids);
	if (!box) return null;
	const [minX, minY] = toScreen(camera, [box.minX, box.minY]);
	const [maxX, maxY] = toScreen(camera, [box.maxX, box.maxY]);
	const screen = { minX, minY, maxX, maxY };
	const turned = entry?.turned ? { degrees: entry.turned.degrees, box: screen } : null;
	return { box: screen, turned, turns };
}
