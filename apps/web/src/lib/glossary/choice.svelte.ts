const key = 'concordia.terms';

/** Whether terms are marked on this device. */
class TermChoice {
	#on = $state(read());

	get on(): boolean {
		return this.#on;
	}

	set on(on: boolean) {
		this.#on = on;
		try {
			localStorage.setItem(key, on ? 'on' : 'off');
		} catch {
			// Holds for this page.
		}
	}
}

function read(): boolean {
	try {
		return localStorage.getItem(key) !== 'off';
	} catch {
		return true;
	}
}

export const termChoice = new TermChoice();
