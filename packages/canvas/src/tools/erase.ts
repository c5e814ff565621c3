import { hitTest } from '../hit.ts';
import type { Pointer, Tool, ToolHost } from './host.ts';
import { unitOf } from './host.ts';

/** Rubs out ink, and only ink: nobody's note goes by a slip of the hand. */
export function createEraseTool(host: ToolHost): Tool {
	let fading: Set<string> | null = null;
	const rub = (pointer: Pointer): void => {
		if (!fading) return;
		const except = new Set<string>(fading);
		for (;;) {
			const id = hitTest(host.scene, pointer.point, { unit: unitOf(host), except });
			if (id === null) break;
			except.add(id);
			if (host.scene.item(id)?.type === 'ink') fading.add(id);
		}
		host.setChrome({ fading: new Set(fading) });
	};
	const end = (): void => {
		fading = null;
		host.setChrome({ fading: new Set() });
	};
	return {
		cursor: 'crosshair',
		down(pointer) {
			fading = new Set();
			rub(pointer);
		},
		drag(_pointer, all) {
			for (const pointer of all) rub(pointer);
		},
		up() {
			const ids = [...(fading ?? [])];
			end();
			if (ids.length > 0) host.emit({ type: 'remove', ids });
		},
		hover() {},
		cancel: end
	};
}
