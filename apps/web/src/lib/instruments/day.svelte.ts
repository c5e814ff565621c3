import { dayNumber } from '@concordia/instruments';
import { createSubscriber } from 'svelte/reactivity';

/** Which day it is where the reader is; what shows it follows when a page stays open past midnight. */
class Day {
	readonly #follow = createSubscriber((update) => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const wait = (): void => {
			const now = new Date();
			const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
			timer = setTimeout(() => {
				update();
				wait();
			}, next.getTime() - now.getTime());
		};
		wait();
		return () => clearTimeout(timer);
	});

	/** The number of the day (`dayNumber`). */
	get today(): number {
		this.#follow();
		const now = new Date();
		const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
		return dayNumber(parts.map((part) => String(part).padStart(2, '0')).join('-'));
	}
}

export const day = new Day();
