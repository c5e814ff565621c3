import { announce } from './announce.svelte.ts';

export interface Toast {
	readonly id: number;
	readonly text: string;
	readonly kind: 'info' | 'success' | 'danger';
	/** One thing to do about it, e.g. undo. */
	readonly action?: { readonly label: string; readonly run: () => void };
}

const shownForMs = 6000;

/** Short messages at the edge of the window. Errors and those with an action stay until dismissed. */
class Toasts {
	#shown: readonly Toast[] = $state.raw([]);
	#nextId = 1;

	get shown(): readonly Toast[] {
		return this.#shown;
	}

	show(message: Omit<Toast, 'id'>): number {
		const id = this.#nextId++;
		// What is said a second time takes the place of the first.
		const others = this.#shown.filter(({ text }) => text !== message.text);
		this.#shown = [...others.slice(-3), { ...message, id }];
		announce(message.text, message.kind === 'danger' ? 'assertive' : 'polite');
		if (message.kind !== 'danger' && !message.action)
			setTimeout(() => this.dismiss(id), shownForMs);
		return id;
	}

	dismiss(id: number): void {
		this.#shown = this.#shown.filter((shown) => shown.id !== id);
	}
}

export const toasts = new Toasts();

/** Shows a short message and reads it out. */
export function toast(
	text: string,
	kind: Toast['kind'] = 'info',
	action?: NonNullable<Toast['action']>
): number {
	return toasts.show(action ? { text, kind, action } : { text, kind });
}
