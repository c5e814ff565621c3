/** Keys that a keyboard on the screen doesn't have: whoever presses one has a real keyboard. */
const real = /^(?:Control|Alt|Meta|Escape|Tab|Home|End|PageUp|PageDown|ContextMenu|Arrow\w+|F\d+)$/;

/** Whether there is a keyboard, as far as a page can know. */
class Keyboard {
	#wasUsed = $state(false);

	/** A phone has only fingers, where names of keys mean nothing; a mouse or a touchpad comes with keys. */
	get isNear(): boolean {
		return this.#wasUsed || matchMedia('(any-pointer: fine)').matches;
	}

	/** Notices the keyboard of a tablet that has neither mouse nor touchpad. */
	listen(): void {
		const hear = ({ key, isTrusted }: KeyboardEvent): void => {
			if (!isTrusted || !real.test(key)) return;
			this.#wasUsed = true;
			removeEventListener('keydown', hear, true);
		};
		addEventListener('keydown', hear, true);
	}
}

export const keyboard = new Keyboard();
