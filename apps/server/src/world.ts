import { customAlphabet } from 'nanoid';
import { randomFillSync } from 'node:crypto';
import type { World } from './room/world.ts';

/** The world as it is. */
export function realWorld(): World {
	const newId = customAlphabet('abcdefghijklmnopqrstuvwxyz0123456789', 16);
	return {
		now: () => Date.now(),
		soon: (task) => void setImmediate(task),
		after(ms, task) {
			const timer = setTimeout(task, ms);
			timer.unref(); // never keeps a process alive that has nothing else to do
			return () => clearTimeout(timer);
		},
		randomBytes: (count) => randomFillSync(new Uint8Array(count)),
		newId: () => newId()
	};
}
