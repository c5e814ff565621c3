export type Urgency = 'polite' | 'assertive';

/** The texts of the page's two live regions. Announcer.svelte draws them, once, in the root layout. */
class Announcements {
	polite = $state('');
	assertive = $state('');
	#turn = 0;

	/** A text equal to the last one must differ in bytes, or screen readers stay silent. */
	say(text: string, urgency: Urgency): void {
		this.#turn += 1;
		this[urgency] = this.#turn % 2 === 0 ? text : `${text}\u00a0`;
	}
}

export const announcements = new Announcements();

/** Tells screen readers; shows nothing. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
	announcements.say(text, urgency);
}
